/** Plays a scenario: moves the clock from event to event, and drives the Slack traffic that a person would. */
import type { Actor, Sandbox, SandboxClock } from "slack-sandbox";
import type { DrumbeatApp } from "../app/app.ts";
import type { Answers } from "../cadences/questions/questions.ts";
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
} from "./answer-check-in.ts";
import {
  addMeasure,
  addObjective,
  enterNumbers,
  fillInNumbers,
  importNumbers,
  numbersInMessage,
  numbersOnHome,
} from "./measure-acts.ts";
import { addTopic, closeMeeting, pressAboutMeeting, recordMeeting, setMeetingDates } from "./meeting-acts.ts";
import { pressAboutItems } from "./press-tracked-items.ts";
import {
  actOnItem,
  completeRequest,
  decide,
  delegateRequest,
  fillIn,
  type ItemRef,
  sayGiven,
  submitAndLeave,
} from "./request-acts.ts";
import type { Scenario, ScenarioEvent } from "./scenario.ts";
import type { ItemWords } from "./scenario-answers.ts";
import { answerToSponsor, askToSponsor, beginChoice, scoreCandidate } from "./sponsor-choosing.ts";
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
import { finishStep, nameHolders, pressLabelled, startTrack, useWork } from "./track-acts.ts";

export interface Played {
  answersSubmitted: number;
}

/** What a scenario is played in. */
export interface Stage {
  sandbox: Sandbox;
  clock: SandboxClock;
  app: Pick<DrumbeatApp, "services" | "workspace">;
  scenario: Scenario;
}

/** Throws, naming the event, when somebody cannot do what the scenario says they do. */
export async function playScenario(
  stage: Stage,
  onProgress: (done: number, all: number) => void = () => undefined,
): Promise<Played> {
  const { clock, scenario } = stage;
  const played: Played = { answersSubmitted: 0 };
  for (const [index, event] of scenario.events.entries()) {
    // Whoever waited for a message that came late did what they do a little later, too.
    if (clock.now() < event.at) await clock.advanceTo(event.at);
    else await clock.settle();
    try {
      await play(stage, event);
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
export async function play({ sandbox, clock, app, scenario }: Stage, event: ScenarioEvent): Promise<void> {
  if (event.do === "leave") return sandbox.misbehave({ do: "deactivate", handle: event.by });
  const actor = sandbox.as(event.by);
  const playing: Playing = {
    actor,
    clock,
    app,
    scenario,
    cadence: (key) => cadenceRef(scenario, event.by, key),
    item: (program, code) => ({ program: titleOf(scenario, program), code }),
    title: (program) => titleOf(scenario, program),
  };
  await act(playing, event.do, event);
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

/** Of a program, or a portfolio. */
function titleOf({ programs, portfolios }: Scenario, key: string): string {
  const place = [...programs, ...portfolios].find((candidate) => candidate.key === key);
  if (!place) throw new Error(`There is no program ${key}.`);
  return place.title;
}

type PlayedEvent = Exclude<ScenarioEvent, { do: "leave" }>;
type EventsByVerb = { [Event in PlayedEvent as Event["do"]]: Event };

interface Playing {
  actor: Actor;
  clock: SandboxClock;
  app: Stage["app"];
  scenario: Scenario;
  cadence(key: string): CadenceRef;
  item(program: string, code: string): ItemRef;
  title(program: string): string;
}

const ACTS: { [Verb in keyof EventsByVerb]: (playing: Playing, event: EventsByVerb[Verb]) => Promise<void> } = {
  answer,
  skip: (playing, event) => pressPrompt(playing, event.cadence, "skip"),
  snooze,
  away,
  "complete-request": ({ actor, item }, event) => completeRequest(actor, item(event.program, event.request), event),
  "withdraw-request": ({ actor, item }, event) =>
    actOnItem(actor, item(event.program, event.request), itemIds.close, { note: event.reason }),
  "delegate-request": ({ actor, item }, event) => delegateRequest(actor, item(event.program, event.request), event),
  decide: ({ actor }, event) => decide(actor, event.option),
  "say-given": ({ actor }, event) => sayGiven(actor, event.about, event.given),
  "add-milestone": addMilestone,
  "move-milestone": ({ actor, item }, { program, milestone, to, why }) =>
    actOnItem(actor, item(program, milestone), itemIds.move, { to, why }),
  "reach-milestone": ({ actor, item }, event) =>
    actOnItem(actor, item(event.program, event.milestone), milestoneIds.reach, { on: event.on }),
  async "add-measure"({ actor, app, scenario: { numbers }, title: titled }, event) {
    await addMeasure(actor, titled(event.program), event);
    await importNumbers(app, { title: event.title, owner: event.owner ?? event.by, numbers });
  },
  "add-objective": ({ actor, title }, event) =>
    addObjective(actor, { place: title(event.program), served: event.programs.map(title) }, event),
  "enter-numbers": enterAwaitedNumbers,
  "add-presence": ({ actor, title }, event) => addPresence(actor, title(event.program), event),
  "finish-item": ({ actor }, event) => finishItem(actor, event),
  thank: ({ actor, title }, event) => thank(actor, title(event.program), event.words),
  "name-stakeholder": ({ actor }, event) => nameStakeholder(actor, event),
  "note-contact": ({ actor }, event) => noteContact(actor, event),
  "engage-stakeholder": ({ actor }, event) => engageStakeholder(actor, event),
  "write-case": ({ actor }, event) => writeCase(actor, event),
  "approve-case": ({ actor }, event) => approveCase(actor, event.program),
  "begin-choice": ({ actor }, event) => beginChoice(actor, event),
  "score-candidate": ({ actor }, event) => scoreCandidate(actor, event),
  "ask-to-sponsor": ({ actor }, event) => askToSponsor(actor, event),
  "answer-to-sponsor": ({ actor }, event) => answerToSponsor(actor, event),
  "name-holders": ({ actor }, event) => nameHolders(actor, event),
  "start-track": ({ actor }, event) => startTrack(actor, event),
  "finish-step": ({ actor, clock }, event) => finishStep(actor, event, (look) => awaited(clock, look)),
  "set-meeting-dates": ({ actor, title }, event) => setMeetingDates(actor, title(event.program), event),
  "give-agenda": ({ actor, clock }) => pressAboutMeeting(actor, "toChair", (look) => awaited(clock, look)),
  "approve-agenda": ({ actor, clock }) => pressAboutMeeting(actor, "approve", (look) => awaited(clock, look)),
  "add-topic": ({ actor, clock }, event) => addTopic(actor, event, (look) => awaited(clock, look)),
  "record-meeting": ({ actor, clock }, event) => recordMeeting(actor, event, (look) => awaited(clock, look)),
  "close-meeting": ({ actor, clock }, event) => closeMeeting(actor, event, (look) => awaited(clock, look)),
  "send-record": ({ actor, clock }) => pressAboutMeeting(actor, "send", (look) => awaited(clock, look)),
  say: ({ actor }, event) => actor.say(event.text),
  async command({ actor }, event) {
    await actor.command(event.text);
  },
  press: ({ actor, clock }, event) => pressLabelled(actor, event, (look) => awaited(clock, look)),
  "use-work": ({ actor }, event) => useWork(actor, event),
};

function act<Verb extends keyof EventsByVerb>(playing: Playing, verb: Verb, event: EventsByVerb[Verb]): Promise<void> {
  return ACTS[verb](playing, event);
}

async function pressPrompt({ actor, clock, cadence }: Playing, key: string, wanted: Choice): Promise<void> {
  const about = cadence(key);
  const prompt = await awaited(clock, () => findPrompt(actor, about));
  const choice = prompt && choiceIn(prompt, about, wanted);
  if (!choice) throw new Error(`No prompt of ${key} in the direct message offers “${wanted}”.`);
  await actor.press(prompt, choice);
}

async function answer(playing: Playing, event: EventsByVerb["answer"]): Promise<void> {
  if ("nothingToReport" in event) return pressPrompt(playing, event.cadence, "nothing");

  const cadence = playing.cadence(event.cadence);
  await openCheckIn(playing.actor, cadence);
  await answerWith(playing, cadence, event);
}

async function snooze(playing: Playing, event: EventsByVerb["snooze"]): Promise<void> {
  const { actor } = playing;
  const view = await untilOpen(actor, async () => {
    await pressPrompt(playing, event.cadence, "later");
    return null;
  });
  if (view.submit === null) return actor.closeView();

  if (event.until !== undefined) actor.fill("when", event.until);
  await submitted(actor);
}

async function away({ actor }: Playing, event: EventsByVerb["away"]): Promise<void> {
  await openByCommand(actor, "away");
  actor.fill("until", event.until);
  await submitted(actor);
}

async function addMilestone({ actor, title }: Playing, event: EventsByVerb["add-milestone"]): Promise<void> {
  await openByCommand(actor, `milestone ${event.title}`);
  fillIn(actor, { program: title(event.program), due: event.on, owner: event.owner });
  await submitAndLeave(actor);
}

async function enterAwaitedNumbers(
  { actor, clock, scenario: { numbers } }: Playing,
  { notYet }: EventsByVerb["enter-numbers"],
): Promise<void> {
  let asked = numbersInMessage(actor);
  if (!asked) {
    await actor.openHome();
    asked = await awaited(clock, () => numbersOnHome(actor));
  }
  if (!asked) throw new Error("No message asks for a number, nor does Home.");
  const isSaved = await enterNumbers(actor, asked, { numbers, notYet });
  if (!isSaved) throw new Error("There is no number for the day that is asked about.");
}

/** In the open form. What it does not ask about is said once the rest has been saved. */
async function answerWith(
  { actor, scenario }: Playing,
  lookUp: CadenceRef,
  { answers, items = {} }: { answers: Answers; items?: ItemWords },
): Promise<void> {
  const missing = await pressAboutItems(actor, items);
  fillInNumbers(actor, scenario.numbers);
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
