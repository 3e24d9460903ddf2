/** How programs and cadences are set up and run, and what people set for themselves, under the rule of acts.ts. */
import { expect } from "vitest";
import { submitForm, untilOpen } from "../../src/demo/answer-check-in.ts";
import { submitAndLeave } from "../../src/demo/request-acts.ts";
import { planOfWorkspace } from "../../src/forecast/plan.ts";
import { listAudit } from "../../src/platform/audit.ts";
import { programIds } from "../../src/programs/program-menu-and-buttons.ts";
import { CHANGE } from "../../src/settings/events.ts";
import type { PreferenceGroup } from "../../src/settings/preferences/preferences-screen.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { answerTo, leaveSlack, type Run, textOf } from "../support/run.ts";
import { tablesWith } from "../support/stored.ts";
import { channelId, modal, plain } from "./acts.ts";

/** By their own command, from a day to a day; `delegate`: who stands in. */
export async function away(
  run: Run,
  who: string,
  { from, until, delegate }: { from: string; until: string; delegate?: string },
): Promise<void> {
  const actor = run.as(who);
  await untilOpen(actor, async () => (await actor.command("/drumbeat away")).response);
  actor.fill("from", from);
  actor.fill("until", until);
  if (delegate !== undefined) actor.fill("delegate", delegate);
  await submitAndLeave(actor);
  await run.settle();
}

export interface Roles {
  sponsors: string[];
  team: string[];
}

/** In the form of the program. */
export async function changeRoles(run: Run, who: string, { sponsors, team }: Roles): Promise<void> {
  const actor = run.as(who);
  await actor.press(await answerTo(run, who, "/drumbeat program"), { actionId: programIds.menu, option: "Edit…" });
  await actor.waitForView();
  actor.fill("sponsors", sponsors);
  actor.fill("team:0", team);
  const result = await submitForm(actor);
  if ("errors" in result) throw new Error(JSON.stringify(result));
  while (actor.view()) await actor.closeView();
  await run.settle();
}

// ---- What people set for themselves

export interface Preferences {
  days?: string[];
  from?: string;
  until?: string;
  /** The hour of the one message of the morning. */
  morningAt?: string;
  digests?: string[];
}

export async function prefer(run: Run, who: string, wanted: Preferences): Promise<void> {
  const { days, from, until, morningAt, digests } = wanted;
  await inGroup(run, who, "hours", { days, from, until });
  await inGroup(run, who, "messages", { preferred: morningAt });
  await inGroup(run, who, "subscriptions", { digests });
}

async function inGroup(
  run: Run,
  who: string,
  group: PreferenceGroup,
  fields: Record<string, string | string[] | undefined>,
): Promise<void> {
  if (Object.values(fields).every((value) => value === undefined)) return;
  const actor = run.as(who);
  await untilOpen(actor, async () => (await actor.command("/drumbeat preferences")).response);
  await actor.pressInView({ actionId: CHANGE, value: group });
  await actor.waitForView();
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) actor.fill(field, value);
  await submitAndLeave(actor);
  await run.settle();
}

// ---- Programs and cadences

/** From nothing, by the first command that anybody types. */
export async function createProgram(
  run: Run,
  who: string,
  { title, sponsors, team, rhythms = [] }: { title: string; sponsors: string[]; team: string[]; rhythms?: string[] },
): Promise<void> {
  const actor = run.as(who);
  const { response } = await actor.command("/drumbeat");
  await actor.press(response ?? expect.fail("Nothing is offered."), { label: "Create a program" });
  await actor.waitForView();
  actor.fill("title", title);
  actor.fill("sponsors", sponsors);
  actor.fill("team:0", team);
  actor.fill("rhythms", rhythms);
  await submitAndLeave(actor);
  await run.settle();
}

const NAMES = {
  daily: "Daily team check-in",
  weekly: "Weekly progress",
  monthly: "Monthly executive check-in",
} as const;

/** Adds a check-in of a template. Returns what is shown before it is saved, and saves it. */
export async function addCadence(
  run: Run,
  who: string,
  { rhythm, audience }: { rhythm: keyof typeof NAMES; audience?: string[] },
): Promise<string> {
  const actor = run.as(who);
  await untilOpen(actor, async () => (await actor.command("/drumbeat cadence new")).response);
  actor.fill("template", NAMES[rhythm]);
  expect(await actor.submit()).toHaveProperty("updated");
  if (audience) {
    await actor.pressInView({ actionId: "cadence.more" });
    actor.fill("audience", audience);
  }
  expect(await actor.submit()).toHaveProperty("pushed");
  const preview = plain(textOf(await actor.waitForView()));
  await submitAndLeave(actor);
  await run.settle();
  return preview;
}

export async function closeProgram(run: Run, who: string, why: string): Promise<void> {
  const actor = run.as(who);
  const { response } = await actor.command("/drumbeat program");
  await actor.press(response ?? expect.fail("No program."), { actionId: programIds.menu, option: "Close program…" });
  await actor.waitForView();
  if (JSON.stringify(actor.view()?.blocks).includes('"why"')) actor.fill("why", why);
  await submitAndLeave(actor);
  await run.settle();
}

/** What is forecast of check-ins: `day who`, for so many weeks, in order. */
export async function forecast(run: Run, weeks: number): Promise<string[]> {
  const lines = await Array.fromAsync(
    planOfWorkspace(run.db, run.app.workspace.id, { weeks, now: run.app.services.clock.now() }),
  );
  return lines.flatMap(({ kind, action, local, person }) =>
    kind === "prompt" && action === "send" ? [`${local?.slice(0, 10)} ${person}`] : [],
  );
}

/** What somebody reads of what they will get; it comes once it has been worked out. */
export async function planSeenBy(run: Run, who: string): Promise<string> {
  const actor = run.as(who);
  const before = actor.ephemerals().length;
  const { response } = await actor.command("/drumbeat plan");
  if (!response) await expect.poll(() => actor.ephemerals().length, { timeout: 60_000 }).toBeGreaterThan(before);
  return plain(textOf(response ?? actor.ephemerals().at(-1) ?? expect.fail("There is no plan.")));
}

export function joins(run: Run, channel: string, who: string): void {
  run.sandbox.misbehave({ do: "join-channel", channelId: channelId(run, channel), handle: who });
}

export function leaves(run: Run, channel: string, who: string): void {
  run.sandbox.misbehave({ do: "leave-channel", channelId: channelId(run, channel), handle: who });
}

// ---- The audit

export async function auditOf(run: Run): Promise<{ who: string | null; what: string }[]> {
  const people = new Map((await run.db.selectFrom("person").select(["id", "handle"]).execute()).map((p) => [p.id, p]));
  const page = { programIds: null, before: null, limit: 100 };
  return (await listAudit(run.db, run.app.workspace.id, page)).map(({ action, actor_id }) => ({
    who: people.get(actor_id ?? "")?.handle ?? null,
    what: action,
  }));
}

/** Whether the audit shows them anything of a program. */
export async function seesAudit(run: Run, who: string, program: string): Promise<boolean> {
  return (await modal(run, who, "/drumbeat audit"))?.includes(program) ?? false;
}

// ---- What whoever runs it does on the server

export async function exportRegister(run: Run): Promise<string> {
  const { code, written } = await drumbeat(["register", "export", "--format", "csv", "--database", run.location]);
  expect(code).toBe(0);
  return written;
}

export async function importRegister(run: Run, program: string, file: string): Promise<void> {
  const { code, output } = await drumbeat([
    ...["register", "import", file, "--program", program],
    ...["--database", run.location],
  ]);
  expect(code, output).toBe(0);
}

export async function backUp(run: Run, file: string): Promise<void> {
  const { code, output } = await drumbeat(["backup", file, "--database", run.location]);
  expect(code, output).toBe(0);
}

/** Puts a back-up in the place of the database, which the app has left, and starts the app on it. */
export async function restore(run: Run, file: string): Promise<void> {
  await run.stopApp();
  const { code, output } = await drumbeat(["restore", file, "--to", run.location]);
  expect(code, output).toBe(0);
  await run.startApp();
}

// ---- What is kept of a person

/** By an admin, with a reason, once they have left Slack. */
export async function erase(run: Run, admin: string, about: string, reason: string): Promise<void> {
  await leaveSlack(run, about);
  const actor = run.as(admin);
  // Nobody can pick an account that is deactivated; behind the command it can be named.
  await untilOpen(actor, async () => (await actor.command(`/drumbeat erase <@${run.as(about).userId}>`)).response);
  actor.fill("reason", reason);
  await submitAndLeave(actor);
  await run.settle();
}

/** In which tables these words stand, and in how many messages of the app. */
export async function keptOf(run: Run, words: string): Promise<{ tables: string[]; messages: number }> {
  const messages = run.sandbox.allMessages().filter(({ bot_id }) => bot_id !== undefined);
  return {
    tables: await tablesWith(run.db, words),
    messages: messages.filter((message) => JSON.stringify(message).includes(words)).length,
  };
}
