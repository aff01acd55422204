export { accessTokens } from './access-token';
export { logIn, logOut, refreshSession, sessionSeconds, signUp, type Tokens } from './session.service';
