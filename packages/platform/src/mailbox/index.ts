export { type ReceivedMail, receiveMail, type SmtpRefusal } from './receive-mail';
