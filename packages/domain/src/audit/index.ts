export { listAuditEvents, recordAudit } from './audit.service';
