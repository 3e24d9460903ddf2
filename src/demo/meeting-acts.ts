/** What people do with a meeting: its dates, its agenda, its record. */
import {
  type Actor,
  objectIn,
  offeredOptions,
  placedElements,
  type SandboxMessage,
  stringIn,
  type View,
} from "slack-sandbox";
import { meetingIds } from "../meetings/action-ids.ts";
import { openByCommand } from "./answer-check-in.ts";
import { fillIn, findNewest, openedBy, pressUntilAnother, submitAndLeave } from "./request-acts.ts";
import type { ActOf } from "./scenario.ts";

/** What is looked for, once it is there. */
type Search = <Found>(look: () => Found | null) => Promise<Found | null>;

/** `program`: its title. What is not named stays as the form offers it. */
export async function setMeetingDates(
  actor: Actor,
  program: string,
  { first, repeats, time, place }: ActOf<"set-meeting-dates">,
): Promise<void> {
  const list = await openByCommand(actor, "meetings");
  await pressUntilAnother(actor, { actionId: meetingIds.dates, option: committeeIn(list, program) });
  fillIn(actor, { first, repeats, at: time, place });
  await submitAndLeave(actor);
}

/** *To the chair*, *Fine, send it* or *Send*, in the newest message that has it. */
export async function pressAboutMeeting(
  actor: Actor,
  button: "toChair" | "approve" | "send",
  awaited: Search,
): Promise<void> {
  const actionId = meetingIds[button];
  await actor.press(await messageWith(actor, actionId, awaited), { actionId });
}

export async function addTopic(
  actor: Actor,
  { title, minutes, guests }: ActOf<"add-topic">,
  awaited: Search,
): Promise<void> {
  await openFrom(actor, meetingIds.add, awaited);
  fillIn(actor, { title, minutes: String(minutes), guests });
  await submitAndLeave(actor);
}

/** What is said of no topic stays as it is. */
export async function recordMeeting(actor: Actor, { topics }: ActOf<"record-meeting">, awaited: Search): Promise<void> {
  const form = await openFrom(actor, meetingIds.record, awaited);
  for (const { about, decided, actions } of topics) {
    const place = placeOfTopic(form, about);
    fillIn(actor, { [`decided_${place}`]: decided, [`actions_${place}`]: actions?.join("\n") });
  }
  await submitAndLeave(actor);
}

export async function closeMeeting(actor: Actor, { present }: ActOf<"close-meeting">, awaited: Search): Promise<void> {
  await openFrom(actor, meetingIds.close, awaited);
  fillIn(actor, { present });
  await submitAndLeave(actor);
}

/** The value of the option for its committee. Throws where they may not set its dates. */
function committeeIn({ blocks }: View, program: string): string {
  const menu = placedElements(blocks).find(({ actionId }) => actionId === meetingIds.dates);
  const option = offeredOptions(menu?.element ?? {}).find((offered) => {
    const label = stringIn(objectIn(offered, "text"), "text") ?? "";
    return stringIn(offered, "value")?.startsWith("committee:") && label.includes(program);
  });
  const value = option && stringIn(option, "value");
  if (value === undefined) throw new Error(`They cannot set the dates of the committee of ${program}.`);
  return value;
}

/** Of the topic whose heading has these words: the number of its fields. Throws where there is none. */
function placeOfTopic({ blocks }: View, about: string): string {
  const heading = blocks.findIndex((block) => block.type === "section" && hasWords(block, about));
  const fields = heading < 0 ? [] : blocks.slice(heading).map(({ block_id: id }) => /^decided_(\d)$/.exec(String(id)));
  const place = fields.find((field) => field !== null)?.[1];
  if (place === undefined) throw new Error(`No topic of the meeting is called “${about}”.`);
  return place;
}

function hasWords(block: View["blocks"][number], words: string): boolean {
  const text = stringIn(objectIn(block, "text"), "text") ?? "";
  return text.replaceAll(/[\u00a0\u202f]/g, " ").includes(words);
}

async function openFrom(actor: Actor, actionId: string, awaited: Search): Promise<View> {
  return openedBy(actor, await messageWith(actor, actionId, awaited), actionId);
}

/** The newest that has the button. Throws where none comes. */
async function messageWith(actor: Actor, actionId: string, awaited: Search): Promise<SandboxMessage> {
  const message = await awaited(() => findNewest(actor, [], actionId) ?? null);
  if (!message) throw new Error(`No message about a meeting has a button for this.`);
  return message;
}
