/** What people do with milestones in a story: add, move, reach them. */
import type { Actor } from "slack-sandbox";
import { milestoneIds } from "../register/ids.ts";
import { openByCommand } from "./answering.ts";
import { fillIn, type KnownItem, openItem, pressUntilAnother, submitAndLeave } from "./asking.ts";
import type { ActOf } from "./scenario.ts";

/** `program`: its title, where they choose among several. */
export async function addMilestone(
  actor: Actor,
  program: string,
  { title, on, owner }: ActOf<"add-milestone">,
): Promise<void> {
  await openByCommand(actor, `milestone ${title}`);
  fillIn(actor, { program, due: on, owner });
  await submitAndLeave(actor);
}

export async function moveMilestone(
  actor: Actor,
  known: KnownItem,
  { to, why }: ActOf<"move-milestone">,
): Promise<void> {
  await openItem(actor, known);
  await pressUntilAnother(actor, { actionId: milestoneIds.move });
  fillIn(actor, { to, why });
  await submitAndLeave(actor);
}

/** `on`: left out, today. */
export async function reachMilestone(actor: Actor, known: KnownItem, { on }: ActOf<"reach-milestone">): Promise<void> {
  await openItem(actor, known);
  await pressUntilAnother(actor, { actionId: milestoneIds.reach });
  fillIn(actor, { on });
  await submitAndLeave(actor);
}
