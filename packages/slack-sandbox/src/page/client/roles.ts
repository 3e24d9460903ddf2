/** What people are, fetched when the page opens, when one becomes somebody else, and when asked. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Roles, ShownPerson } from "./wire.ts";

/** In words; empty where nothing is known of them. */
export type RoleOf = (person: Pick<ShownPerson, "handle">) => string;

export function useRoles(handle: string, locale: string): { roleOf: RoleOf; refresh(): void } {
  const [roles, setRoles] = useState<Roles>({});
  const refresh = useCallback(() => {
    fetch(`/page/roles/${encodeURIComponent(locale)}`)
      .then(async (answer) => answer.ok && setRoles(await answer.json()))
      // The page says by itself that the sandbox cannot be reached; the names do without roles until then.
      .catch(() => undefined);
  }, [locale]);
  useEffect(refresh, [handle, refresh]);
  return { roleOf: (person) => roles[person.handle] ?? "", refresh };
}
