import { stopServices } from './global-setup';

/** Jest loads set-up and tear-down into one process, so what the set-up started is known here. */
export default stopServices;
