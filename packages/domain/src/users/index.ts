export { assertEmailIsFree, createUser, getUser, getUserByPassword, newUserId, updateMe } from './user.service';
