export { createMember, type Member } from './members';
export { type Factories, factories } from './things';
