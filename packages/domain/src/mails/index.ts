export { type Letter, renderMail } from './render-mail';
