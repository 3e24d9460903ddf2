/** What nearly everything on the page needs, without being handed down step by step. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { JsonObject } from "../../json.ts";
import type { Place } from "./place.ts";
import type { RoleOf } from "./roles.ts";
import type { Seen } from "./state.ts";
import type { Reading } from "./time-format.ts";
import type { ActAnswer, PageAct, ShownPerson, Start } from "./wire.ts";
import type { Words } from "./words.ts";

export interface Shared {
  start: Start;
  seen: Seen;
  me: ShownPerson;
  words: Words;
  reading: Reading;
  nowMs: number;
  place: Place;
  go(to: Partial<Place>): void;
  roleOf: RoleOf;
  /** Asks again who is what. */
  refreshRoles(): void;
  act(act: PageAct): Promise<ActAnswer>;
  /** Shows Slack's dialog of a `confirm` object; resolves with whether the person goes on. */
  confirm(dialog: JsonObject): Promise<boolean>;
}

const SharedContext = createContext<Shared | null>(null);

export const SharedProvider = SharedContext.Provider;

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("Only inside of the page.");
  return shared;
}
