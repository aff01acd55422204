export { type ActiveFreeze, type ActiveFreezes, activeFreezes, findFreeze, sayHeld } from './active-freezes';
export { changeFreeze, createFreeze, forgetFreeze, getFreeze, listFreezes } from './freeze.service';
