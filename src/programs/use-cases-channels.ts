import type { Db } from "../platform/database.ts";
import { listPrograms } from "./repository.ts";

/** The channels in which the active programs of a workspace post: each once, with the title of one of them. */
export async function channelsToReach(db: Db, workspaceId: string): Promise<{ title: string; channelId: string }[]> {
  const channels = new Map<string, string>();
  for (const { title, channel_id, state } of await listPrograms(db, workspaceId))
    if (channel_id !== null && state === "active" && !channels.has(channel_id)) channels.set(channel_id, title);
  return [...channels].map(([channelId, title]) => ({ title, channelId }));
}
