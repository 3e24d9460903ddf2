/**
 * Writes down what the app has left behind in a simulated Slack: who is there, the messages and Homes as they stand, and
 * every form as somebody may still have it open, filled in as far as it was. With its database this is a recording.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Sandbox, View } from "slack-sandbox";

/** Follows the forms that are shown from now on; what it returns writes the recording into a folder. */
export function startRecording(sandbox: Sandbox): (database: string, folder: string) => void {
  const { workspace, views, homes, clock } = sandbox.slack;
  const shown = new Map<string, { userId: string; view: View }>();
  const noted = (userId: string, view: View): View => {
    shown.set(view.id, { userId, view });
    return view;
  };
  const { open, push, update, setState } = views;
  views.open = (userId, ...rest) => noted(userId, open.call(views, userId, ...rest));
  views.push = (userId, ...rest) => noted(userId, push.call(views, userId, ...rest));
  views.update = (of, ...rest) => noted(of.userId, update.call(views, of, ...rest));
  views.setState = (userId, ...rest) => noted(userId, setState.call(views, userId, ...rest));
  return (database, folder) => {
    mkdirSync(folder, { recursive: true });
    const source = new Sqlite(database, { readonly: true });
    source.prepare("vacuum into ?").run(join(folder, "drumbeat.db"));
    source.close();
    const people = [...workspace.people.values()].filter(({ isBot, userId }) => !isBot && userId !== "USLACKBOT");
    const world = {
      at: clock.now(),
      team: workspace.team,
      botUserId: workspace.botUserId,
      primaryOwner: sandbox.primaryOwner,
      people,
      channels: [...workspace.channels.values()].map(({ members, messages, threads: _, ...channel }) => ({
        ...channel,
        members: [...members],
        messages: [...messages.values()],
      })),
      groups: [...workspace.groups.values()].map(({ members, ...group }) => ({ ...group, members: [...members] })),
      ephemerals: workspace.ephemerals,
      homes: people.flatMap(({ userId }) => {
        const view = homes.of(userId);
        return view ? [{ userId, view }] : [];
      }),
      views: [...shown.values()],
    };
    writeFileSync(join(folder, "world.json"), JSON.stringify(world));
  };
}
