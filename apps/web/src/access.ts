import { mayRole, type Permission } from '@oatfin/contracts';
import { useSession } from '@/session/session';

/** Whether the person may do this in the chosen team, by the table the API refuses by. */
export function useMay(permission: Permission): boolean {
  const session = useSession();
  return session.phase === 'ready' && mayRole(session.team.role, permission);
}
