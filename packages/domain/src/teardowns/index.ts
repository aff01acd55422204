export { tearDownAppJob } from './teardown.jobs';
export { deleteApp, sweepTeardowns, tearDownApp } from './teardown.service';
export { warnOfExpiry } from './warn-of-expiry';
