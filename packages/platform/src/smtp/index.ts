export { type MailReceiver, type ReceivedMail, receiveMail, type SmtpRefusal } from './receive-mail';
