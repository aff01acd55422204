export {
  assertEmailIsFree,
  createUser,
  getUser,
  getUserByPassword,
  listUsers,
  newUserId,
  updateMe,
} from './user.service';
