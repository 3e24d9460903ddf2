/** What people do with milestones in a story: add, move, reach them. */
import type { Actor } from "slack-sandbox";
import { milestoneIds } from "../register/ids.ts";
import { untilOpen } from "./answering.ts";
import { type KnownItem, openItem, pressUntilAnother, submitAndLeave } from "./asking.ts";
import type { ActOf } from "./scenario.ts";

/** `program`: its title, where they choose among several. */
export async function addMilestone(
  actor: Actor,
  program: string,
  { title, on, owner }: ActOf<"add-milestone">,
): Promise<void> {
  await untilOpen(actor, async () => (await actor.command(`/drumbeat milestone ${title}`)).response);
  actor.fill("program", program);
  actor.fill("due", on);
  if (owner !== undefined) actor.fill("owner", owner);
  await submitAndLeave(actor);
}

export async function moveMilestone(
  actor: Actor,
  known: KnownItem,
  { to, why }: ActOf<"move-milestone">,
): Promise<void> {
  await openItem(actor, known);
  await pressUntilAnother(actor, { actionId: milestoneIds.move });
  actor.fill("to", to);
  actor.fill("why", why);
  await submitAndLeave(actor);
}

/** `on`: left out, today. */
export async function reachMilestone(actor: Actor, known: KnownItem, { on }: ActOf<"reach-milestone">): Promise<void> {
  await openItem(actor, known);
  await pressUntilAnother(actor, { actionId: milestoneIds.reach });
  if (on !== undefined) actor.fill("on", on);
  await submitAndLeave(actor);
}
