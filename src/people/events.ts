/** What happens to people that capabilities above follow: outside a transaction, each does what it has to in its own. */
import type { Db } from "../platform/database.ts";
import { EventKind } from "../platform/events.ts";
import type { Person } from "./people.ts";
import type { SlackUser } from "./slack-users.ts";

/** Their zone, the hours they have chosen or their activity in Slack are others, or they are new. */
export const peopleChanged = new EventKind<{ workspaceId: string; people: Person[] }, Db>();

/** Slack has shown these users, with their status. */
export const peopleSeen = new EventKind<{ workspaceId: string; users: SlackUser[] }, Db>();
