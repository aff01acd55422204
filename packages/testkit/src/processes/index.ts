export { findProgram } from './find-program';
export { freePort } from './free-port';
export { createProcessFolder, type ProcessOptions, type RunningProcess, startProcess } from './start-process';
