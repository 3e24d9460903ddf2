/** What whoever shows a workspace knows of it; the page itself knows Slack alone. */
import type { SandboxMessage } from "../workspace.ts";
import type { TourStep } from "./client/wire.ts";

export interface Guide {
  /** Beside the team's name. */
  title: string;
  /** Of the page before it knows who is in front of it. */
  locale: string;
  /** Handles of those one can be, beside the workspace's primary owner. */
  handles: readonly string[];
  /** Whom the page opens as: a handle; the first when left out. */
  opensAs?: string | undefined;
  /** By handle, what somebody is, in the language of the locale. Asked for now and then. */
  rolesIn?(locale: string): Promise<Record<string, string>>;
  /** Longer than a screen: where the latest message is one, the page opens at its beginning. */
  isLongRead?(message: SandboxMessage): boolean;
  /** A guided tour for whoever is `me` at the moment and was `from` when the present step began: handles. */
  tour?(me: string, from: string): Promise<TourStep[]>;
}
