export { toSlug } from './team.rules';
export {
  createTeam,
  discardTeam,
  getMembership,
  getTeam,
  getTeamSlug,
  listTeams,
  type Membership,
} from './team.service';
export { findTeamName, listAudience } from './team-audience';
