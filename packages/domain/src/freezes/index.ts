export { type ActiveFreeze, type ActiveFreezes, activeFreezes, findFreeze, sayHeld } from './active-freezes';
