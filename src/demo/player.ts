/** Plays a scenario: moves the clock from event to event, and drives the Slack traffic that a person would. */
import type { Actor, Sandbox, SandboxClock } from "slack-sandbox";
import type { Answers } from "../cadences/questions/questions.ts";
import { assertNever } from "../platform/errors.ts";
import { addMs, SECOND } from "../platform/time.ts";
import { itemIds, milestoneIds } from "../register/ids.ts";
import {
  type CadenceRef,
  type Choice,
  choiceIn,
  fillAndSubmit,
  findPrompt,
  openByCommand,
  openCheckIn,
  submitted,
  untilOpen,
} from "./answering.ts";
import { answerToSponsor, askToSponsor, beginChoice, scoreCandidate } from "./choosing.ts";
import {
  actOnItem,
  completeRequest,
  decide,
  delegateRequest,
  fillIn,
  type ItemRef,
  submitAndLeave,
} from "./request-acts.ts";
import type { Scenario, ScenarioEvent } from "./scenario.ts";
import {
  addPresence,
  approveCase,
  engageStakeholder,
  finishItem,
  nameStakeholder,
  noteContact,
  thank,
  writeCase,
} from "./sponsoring.ts";
import { type ItemWords, pressAboutItems } from "./tracked.ts";
import { finishStep, nameHolders, pressLabelled, startTrack, useWork } from "./tracks.ts";

export interface Played {
  answersSubmitted: number;
}

/** Throws, naming the event, when somebody cannot do what the scenario says they do. */
export async function playScenario(
  { sandbox, clock, scenario }: { sandbox: Sandbox; clock: SandboxClock; scenario: Scenario },
  onProgress: (done: number, all: number) => void = () => undefined,
): Promise<Played> {
  const played: Played = { answersSubmitted: 0 };
  for (const [index, event] of scenario.events.entries()) {
    // Whoever waited for a message that came late did what they do a little later, too.
    if (clock.now() < event.at) await clock.advanceTo(event.at);
    else await clock.settle();
    try {
      await play({ sandbox, clock, scenario }, event);
    } catch (error) {
      const name = "cadence" in event ? `${event.do} ${event.cadence}` : event.do;
      throw new Error(`events[${index}] (${event.at}, ${event.by}: ${name}) failed`, { cause: error });
    }
    if (event.do === "answer") played.answersSubmitted += 1;
    onProgress(index + 1, scenario.events.length);
  }
  await clock.advanceTo(scenario.end);
  return played;
}

/** What the event says, done by the person themselves. Throws when they cannot. */
export async function play(
  { sandbox, clock, scenario }: { sandbox: Sandbox; clock: SandboxClock; scenario: Scenario },
  event: ScenarioEvent,
): Promise<void> {
  if (event.do === "leave") return sandbox.misbehave({ do: "deactivate", handle: event.by });
  const actor = sandbox.as(event.by);
  await act(actor, clock, event, {
    cadence: (key) => cadenceRef(scenario, event.by, key),
    item: (program, code) => ({ program: titleOf(scenario, program), code }),
    title: (program) => titleOf(scenario, program),
  });
  // What was only looked at is closed.
  if (actor.view()) await actor.closeView({ all: true });
}

/** What this person of the scenario knows of one of its cadences. Throws when there is none of that key. */
export function cadenceRef(scenario: Scenario, handle: string, key: string): CadenceRef {
  const cadence = scenario.cadences.find((candidate) => candidate.key === key);
  const program = scenario.programs.find((candidate) => candidate.key === cadence?.program);
  const person = scenario.people.find((candidate) => candidate.handle === handle);
  if (!cadence || !program || !person) throw new Error(`There is no cadence ${key} for ${handle}.`);
  return { cadence, program: program.title, reader: { locale: person.locale, zone: person.tz } };
}

function titleOf(scenario: Scenario, key: string): string {
  const program = scenario.programs.find((candidate) => candidate.key === key);
  if (!program) throw new Error(`There is no program ${key}.`);
  return program.title;
}

async function act(
  actor: Actor,
  clock: SandboxClock,
  event: Exclude<ScenarioEvent, { do: "leave" }>,
  lookUp: {
    cadence(key: string): CadenceRef;
    item(program: string, code: string): ItemRef;
    title(program: string): string;
  },
): Promise<void> {
  const pressPrompt = async (cadence: string, wanted: Choice): Promise<null> => {
    const about = lookUp.cadence(cadence);
    const prompt = await awaited(clock, () => findPrompt(actor, about));
    const choice = prompt && choiceIn(prompt, about, wanted);
    if (!choice) throw new Error(`No prompt of ${cadence} in the direct message offers “${wanted}”.`);
    await actor.press(prompt, choice);
    return null;
  };
  switch (event.do) {
    case "answer": {
      if ("nothingToReport" in event) {
        await pressPrompt(event.cadence, "nothing");
        return;
      }
      const cadence = lookUp.cadence(event.cadence);
      await openCheckIn(actor, cadence);
      return answerWith(actor, cadence, event);
    }
    case "skip":
      await pressPrompt(event.cadence, "skip");
      return;
    case "snooze": {
      const later = () => pressPrompt(event.cadence, "later");
      if ((await untilOpen(actor, later)).submit === null) return actor.closeView();
      if (event.until !== undefined) actor.fill("when", event.until);
      return submitted(actor);
    }
    case "away":
      await openByCommand(actor, "away");
      actor.fill("until", event.until);
      return submitted(actor);
    case "complete-request":
      return completeRequest(actor, lookUp.item(event.program, event.request), event);
    case "withdraw-request":
      return actOnItem(actor, lookUp.item(event.program, event.request), itemIds.close, { note: event.reason });
    case "delegate-request":
      return delegateRequest(actor, lookUp.item(event.program, event.request), event);
    case "add-milestone":
      await openByCommand(actor, `milestone ${event.title}`);
      fillIn(actor, { program: lookUp.title(event.program), due: event.on, owner: event.owner });
      return submitAndLeave(actor);
    case "move-milestone": {
      const { program, milestone, to, why } = event;
      return actOnItem(actor, lookUp.item(program, milestone), itemIds.move, { to, why });
    }
    case "reach-milestone":
      return actOnItem(actor, lookUp.item(event.program, event.milestone), milestoneIds.reach, { on: event.on });
    case "add-presence":
      return addPresence(actor, lookUp.title(event.program), event);
    case "finish-item":
      return finishItem(actor, event);
    case "thank":
      return thank(actor, lookUp.title(event.program), event.words);
    case "name-stakeholder":
      return nameStakeholder(actor, event);
    case "note-contact":
      return noteContact(actor, event);
    case "engage-stakeholder":
      return engageStakeholder(actor, event);
    case "write-case":
      return writeCase(actor, event);
    case "approve-case":
      return approveCase(actor, event.program);
    case "begin-choice":
      return beginChoice(actor, event);
    case "score-candidate":
      return scoreCandidate(actor, event);
    case "ask-to-sponsor":
      return askToSponsor(actor, event);
    case "answer-to-sponsor":
      return answerToSponsor(actor, event);
    case "name-holders":
      return nameHolders(actor, event);
    case "start-track":
      return startTrack(actor, event);
    case "finish-step":
      return finishStep(actor, event, (look) => awaited(clock, look));
    case "say":
      return actor.say(event.text);
    case "command":
      await actor.command(event.text);
      return;
    case "decide":
      await decide(actor, event.option);
      return;
    case "press":
      return pressLabelled(actor, event, (look) => awaited(clock, look));
    case "use-work":
      return useWork(actor, event);
    default:
      return assertNever(event);
  }
}

/** In the open form. What it does not ask about is said once the rest has been saved. */
async function answerWith(
  actor: Actor,
  lookUp: CadenceRef,
  { answers, items = {} }: { answers: Answers; items?: ItemWords },
): Promise<void> {
  const missing = await pressAboutItems(actor, items);
  await fillAndSubmit(actor, lookUp.cadence.questions, answers, lookUp);
  if (missing.length > 0) throw new Error(`The form does not ask about “${missing.join("”, “")}”.`);
}

/** What somebody looks for in their conversation, as soon as it is there; null where it does not come. */
async function awaited<Found>(
  clock: SandboxClock,
  look: () => Found | null | Promise<Found | null>,
): Promise<Found | null> {
  let found = await look();
  // Slack takes one message a second in a conversation; what came of a lost answer is known after a minute.
  for (let seconds = 0; seconds < 200 && found === null; seconds += 1) {
    await clock.advanceTo(addMs(clock.now(), SECOND));
    found = await look();
  }
  return found;
}
