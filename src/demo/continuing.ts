/** Lets the people of a story go on after it as the clock moves, through their own Slack clients. */
import { type Actor, isObject, type Sandbox, type SandboxClock, stringIn, type TranscriptEntry } from "slack-sandbox";
import type { DrumbeatApp } from "../app/app.ts";
import { quickAnswerOf } from "../cadences/templates.ts";
import type { Instant } from "../platform/clock.ts";
import { addMs, compareTimes, DAY, localDateOf } from "../platform/time.ts";
import { programByKey } from "../programs/programs.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import { asksFor, choiceIn, findPrompt } from "./answer-check-in.ts";
import {
  type Asked,
  type Continuation,
  type ContinuedAct,
  isSo,
  type Manner,
  numbersTogether,
  replyAt,
  wordsFor,
} from "./continuation-rules.ts";
import { asksForNumbers, enterNumbers, numbersInMessage } from "./measure-acts.ts";
import { cadenceRef, play } from "./player.ts";
import { completeAskedFor, decide } from "./request-acts.ts";
import type { Scenario, ScenarioEvent } from "./scenario.ts";
import { readAnswers } from "./scenario-answers.ts";

interface Running {
  app: DrumbeatApp;
  sandbox: Sandbox;
  clock: SandboxClock;
}

type Posted = { channel: string; ts: string };
type Due = { at: Instant } & ({ asked: Asked } | { act: ContinuedAct } | { numbersOf: string });

export interface Continued {
  answers: number;
  acts: number;
  /** What somebody could not do; a person in front of the page may have changed everything. */
  gaveUp: { at: Instant; by: string; label: string; why: string }[];
}

/**
 * From now on people answer what they are asked and act as the continuation says, the same for the same seed. Whoever
 * `isTaken` is somebody in front of the page: nothing is done for them, and nothing made up for later.
 */
export function goOn(
  run: Running,
  story: Scenario,
  continuation: Continuation,
  { seed, isTaken = () => false }: { seed: number; isTaken?: (handle: string) => boolean },
): { continued: Continued; stop(): void } {
  const { sandbox, clock } = run;
  const numbers = numbersTogether(story.numbers, continuation.numbers);
  const people = new ContinuedPeople({ run, story: { ...story, numbers }, continuation, seed, isTaken });
  const arrived: Posted[] = [];

  const unfollow = sandbox.slack.transcript.follow((entry) => {
    const posted = postIn(entry);
    if (!posted) return;
    arrived.push(posted);
    turning.changed();
  });
  const turning = clock.drive(async () => {
    for (const posted of arrived.splice(0)) people.planReplies(posted);
    return people.doWhatIsDue();
  });

  return {
    continued: people.continued,
    stop() {
      unfollow();
      turning.detach();
    },
  };
}

interface ContinuedParts {
  run: Running;
  story: Scenario;
  continuation: Continuation;
  seed: number;
  isTaken(handle: string): boolean;
}

class ContinuedPeople {
  readonly continued: Continued = { answers: 0, acts: 0, gaveUp: [] };
  readonly #parts: ContinuedParts;
  /** Indexes of the lines that somebody has said. */
  readonly #used = new Set<number>();
  readonly #due: Due[];

  constructor(parts: ContinuedParts) {
    const { run, continuation } = parts;
    this.#parts = parts;
    this.#due = continuation.acts.filter(({ at }) => at > run.clock.now()).map((act) => ({ at: act.at, act }));
  }

  /**
   * What the message asks of this person is answered in their time. A reminder of what they mean to answer anyway finds it
   * answered; one that comes a day later does not keep them from what is asked on that day.
   */
  planReplies({ channel, ts }: Posted): void {
    const { run, story, continuation, seed } = this.#parts;
    const { workspace } = run.sandbox.slack;
    const dm = workspace.channels.get(channel);
    const person = workspace.getPerson(dm?.withUser ?? "");
    const manner = person && continuation.people[person.handle];
    const message = dm?.messages.get(ts);
    if (!person || !manner || !message) return;

    for (const cadence of story.cadences) {
      if (!asksFor(message, cadenceRef(story, person.handle, cadence.key))) continue;
      const asked = { by: person.handle, cadence: cadence.key, at: run.clock.now(), zone: person.tz };
      const at = replyAt(manner, asked, cadence.rule.every === "day", seed);
      if (at !== null) this.#due.push({ at, asked });
    }
    if (asksForNumbers(message)) this.#planNumbers(person, manner);
  }

  /** Whoever says something in the days to come in a check-in that asks for their numbers enters them there. */
  #planNumbers({ handle, tz: zone }: { handle: string; tz: string }, manner: Manner): void {
    const { run, story, continuation, seed } = this.#parts;
    const now = run.clock.now();
    const today = localDateOf(now, zone);
    const nextWeek = localDateOf(addMs(now, 7 * DAY), zone);
    const asking = cadencesAskingNumbers(story, handle);
    const says = continuation.lines.some(
      (line) => line.by === handle && asking.has(line.cadence) && line.from < nextWeek && line.to >= today,
    );
    const at = says ? null : replyAt(manner, { by: handle, cadence: "numbers", at: now, zone }, false, seed);
    if (at !== null) this.#due.push({ at, numbersOf: handle });
  }

  /** Returns when the next is due, or null. */
  async doWhatIsDue(): Promise<Instant | null> {
    const due = this.#due;
    due.sort((a, b) => compareTimes(a.at, b.at));

    while (due[0] && due[0].at <= this.#parts.run.clock.now()) {
      const next = due.shift();
      if (next) await this.#follow(next);
    }
    return due[0]?.at ?? null;
  }

  async #follow(next: Due): Promise<void> {
    const { run, isTaken } = this.#parts;
    const { workspace, transcript } = run.sandbox.slack;
    const by = whoseTurn(next);
    const person = workspace.personByHandle(by);
    const actor = run.sandbox.as(by);
    // A form that stands open was left there by whoever was this person before.
    if (isTaken(by) || person.isDeactivated || actor.view()) return;

    try {
      if ("act" in next) await this.#act(actor, next.act);
      else if ("numbersOf" in next) await this.#enterNumbers(actor);
      else await this.#reply(actor, next.asked);
      // What the app showed in answer is read and closed.
      if (actor.view()) await actor.closeView({ all: true });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const label = labelOf(next);
      this.continued.gaveUp.push({ at: run.clock.now(), by, label, why });
      transcript.add({ direction: "act", type: "gives up", by, ok: false, error: why, body: { label } });
      if (actor.view()) await actor.closeView({ all: true }).catch(() => undefined);
    }
  }

  async #act(actor: Actor, next: ContinuedAct): Promise<void> {
    if (!isSo(next, await this.#facts())) return;

    if (next.do === "complete-request") await completeAskedFor(actor, next.about, next);
    else if (next.do === "decide") await decide(actor, next.option);
    else await this.#play(next);
    this.continued.acts += 1;
  }

  /** They may have been entered elsewhere in the meantime. */
  async #enterNumbers(actor: Actor): Promise<void> {
    const asked = numbersInMessage(actor);
    const { numbers } = this.#parts.story;
    if (asked && (await enterNumbers(actor, asked, { numbers }))) this.continued.acts += 1;
  }

  async #reply(actor: Actor, asked: Asked): Promise<void> {
    const event = await this.#answerTo(actor, asked);
    if (!event) return;
    await this.#play(event);
    this.continued.answers += 1;
  }

  #play(event: ScenarioEvent): Promise<void> {
    const { run, story } = this.#parts;
    return play({ ...run, scenario: story }, event);
  }

  async #answerTo(actor: Actor, asked: Asked): Promise<ScenarioEvent | null> {
    const { run, story, continuation, seed } = this.#parts;
    const found = cadenceRef(story, asked.by, asked.cadence);
    const { cadence } = found;
    const prompt = findPrompt(actor, found);
    if (!prompt) return null;

    const who = { at: run.clock.now(), by: asked.by, do: "answer", cadence: asked.cadence } as const;
    const isDaily = cadence.rule.every === "day";
    const line = wordsFor(continuation, asked, { facts: await this.#facts(), used: this.#used, isDaily }, seed);
    if (line) {
      this.#used.add(line.index);
      return { ...who, answers: line.answers, items: line.items };
    }

    if (quickAnswerOf(cadence) !== "nothing-to-report") return null;
    if (choiceIn(prompt, found, "nothing")) return { ...who, nothingToReport: true };
    const quiet = continuation.people[asked.by]?.quiet;
    return quiet ? { ...who, answers: readAnswers(cadence.questions, quiet).answers } : null;
  }

  /** Which of the facts hold now, whoever decided. */
  async #facts(): Promise<ReadonlySet<string>> {
    const { run, continuation } = this.#parts;
    const { services, workspace: home } = run.app;
    const holding = new Set<string>();
    for (const [name, { program: key, decided }] of Object.entries(continuation.facts)) {
      const program = await programByKey(services.db, home.id, key);
      const requests = program ? await itemsOfPrograms(services.db, home.id, [program.id], { types: ["request"] }) : [];
      if (requests.some((item) => item.type === "request" && item.details.outcome?.text === decided)) holding.add(name);
    }
    return holding;
  }
}

/** Keys of those that have a question for measures, of programs in which somebody owns one. */
function cadencesAskingNumbers({ cadences, events }: Scenario, handle: string): Set<string> {
  const own = new Set(
    events.flatMap((event) =>
      event.do === "add-measure" && (event.owner ?? event.by) === handle ? [event.program] : [],
    ),
  );
  const asking = cadences.filter(
    ({ program, questions }) => own.has(program) && questions.some(({ type }) => type === "measures"),
  );
  return new Set(asking.map(({ key }) => key));
}

function whoseTurn(due: Due): string {
  if ("numbersOf" in due) return due.numbersOf;
  return "act" in due ? due.act.by : due.asked.by;
}

function labelOf(due: Due): string {
  if ("numbersOf" in due) return "enter-numbers";
  return "act" in due ? due.act.do : `answer ${due.asked.cadence}`;
}

function postIn({ direction, type, ok, answer }: TranscriptEntry): Posted | null {
  if (direction !== "call" || type !== "chat.postMessage" || !ok || !isObject(answer)) return null;
  const channel = stringIn(answer, "channel");
  const ts = stringIn(answer, "ts");
  return channel === undefined || ts === undefined ? null : { channel, ts };
}
