export { tearDownAppJob } from './teardown.jobs';
export { deleteApp, sweepTeardowns, tearDownApp } from './teardown.service';
