import { getPerson } from "../people/people.ts";
import type { Follower } from "../platform/events.ts";
import { itemChanged, weekBegins } from "../register/items.ts";
import { lineOfSource } from "./measures.ts";
import { noteChangedPages } from "./messages.ts";
import { takeLineOut } from "./writing-and-approving.ts";

export const pagesFollowers: Follower[] = [
  weekBegins.followedBy(noteChangedPages),
  itemChanged.followedBy(async (services, tx, { before, after, actorId }) => {
    const line = before === null ? lineOfSource(after.source_key) : null;
    if (line === null || actorId === null) return;
    const actor = await getPerson(tx, after.workspace_id, actorId);
    await takeLineOut({ ...services, db: tx, actor }, { ...line, programId: after.program_id });
  }),
];
