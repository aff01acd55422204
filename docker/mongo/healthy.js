// Healthy once this server is the primary of its replica set of one; makes that set when there is none yet.
try {
  quit(rs.status().myState === 1 ? 0 : 1);
} catch (error) {
  if (error.codeName === 'NotYetInitialized') {
    rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] });
  }
  quit(1);
}
