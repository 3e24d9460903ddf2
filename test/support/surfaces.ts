/** All that people are shown now, whoever it is, wherever it stands; all that the app has ever sent to Slack; and what of it leaks. */
import {
  isObject,
  type PlacedElement,
  type PressedAction,
  placedElements,
  type SandboxMessage,
  SlackFailure,
  stringIn,
  type View,
} from "slack-sandbox";
import { expect } from "vitest";
import { readPdf } from "./pdf.ts";
import type { Run } from "./run.ts";

export interface Surface {
  /** The handle of whoever sees it. */
  person: string;
  /**
   * Owners of a workspace can export messages with their fall-back forms, and files; views are nowhere but before the
   * person. `ephemeral`: shown to one person beside a message or after a command, kept in no history. `state`: what Slack
   * keeps beside a view.
   */
  is: "message" | "fall-back" | "file" | "ephemeral" | "home" | "view" | "state";
  /** By what it was reached. */
  by: string;
  /** All that is in it, as JSON, and the words of a file. */
  text: string;
}

/** What can be in an export of the workspace. */
const EXPORTED: readonly Surface["is"][] = ["message", "fall-back", "file"];

/** A press on these acts and shows nothing; what asks first is not pressed either. */
const ACTS = new RegExp(
  [
    String.raw`^check_in\.(nothing|unchanged|proposal|ask_again|send_form)`,
    String.raw`^register\.(solved|still|undo|reopen|drop)`,
    String.raw`^request\.(take|undo|withdraw|fine)`,
    String.raw`^(escalation\.seen|report_draft\.(fine|hold|release|approve))`,
    String.raw`^(register\.calendar|page\.approve)`,
    String.raw`^choosing\.(ask|recall|withdraw|answer)`,
    String.raw`^(delivery|program\.(reopen|decline|feed|ask_first)|cadence\.(resume|ask_everybody|test))`,
  ].join("|"),
);
/** The same of options of a menu. */
const ACTING = /\b(skip|keep|done|drop|end|solved|acknowledge|remove|resume|up|down|archive)\b/;
/** These send a file. */
const SENDS_FILE = /^(my_data\.copy|page\.pdf|people\.picture)|\b(pdf|md|csv)\b/;

/** That read without changing anything; French speakers may type them too. */
const COMMANDS = [
  "case",
  "people",
  "people due",
  "register",
  "plan",
  "portfolio",
  "digest",
  "program",
  "cadence",
  "away",
  "audit",
  "preferences",
  "help",
  // Refused, with a reason, to those whom it is not for.
  "admin",
  "erase",
];
/** One's own data, with the pages behind them, and what is written from there; in French it is the same. */
const OWN_DATA = ["my data", "mes données"];
const DEPTH_OF_OWN_DATA = 3;
/** Each of these is about something else. */
const ALL_PRESSED = /^my_data\.see:/;

/** Slack opens so many views a minute; time is the sandbox's. */
const PRESSES_A_MINUTE = 15;

export interface Crawl {
  /** Left out: everybody, and the owner of the workspace. */
  people?: readonly string[];
  /** How many presses lie between a message and the furthest view. */
  depth?: number;
  /** Of buttons that differ by what they are about alone, so many are pressed, those of the newest messages. */
  perAction?: number;
  /** Besides those that everybody types. */
  commands?: readonly string[];
  /** Each file that is offered is sent for, too. */
  withFiles?: boolean;
}

/**
 * What each person sees in Slack now: messages, files, pictures' words, their Home, and each view that a press on what they
 * see opens. Time goes on by some minutes. What acts is not pressed.
 */
export async function surfacesOf(run: Run, crawl: Crawl = {}): Promise<Surface[]> {
  const found: Surface[] = [];
  const { people: all } = run.scenario;
  const people = crawl.people ?? [
    ...all.filter(({ isBot }) => !isBot).map(({ handle }) => handle),
    run.sandbox.primaryOwner,
  ];
  for (const handle of people) found.push(...(await new Crawler(run, handle, crawl).everything()));
  return found;
}

/** Every body that the app has sent to a channel or a direct message, older versions of messages too, as JSON. */
export function sentSoFar(run: Run): string[] {
  return run.transcript.flatMap(({ direction, type, body }) => {
    const isToOneAlone = type.startsWith("views.") || type === "chat.postEphemeral";
    const isReply = type === "response_url" && body.replace_original !== true && body.response_type !== "in_channel";
    return direction === "call" && !isToOneAlone && !isReply ? [JSON.stringify(body)] : [];
  });
}

/** Who may read a word, who of them comes upon it, and whether it may be in a message, a file or a picture. */
export interface Field {
  word: string;
  named: readonly string[];
  finds: readonly string[];
  isInViewsOnly: boolean;
}

type Words = Readonly<Record<string, Field>>;

/** Where a word stands that should not. `sent`: of `sentSoFar`; `log`: the lines of the log. */
export function leaksOf(
  words: Words,
  { found, sent, log }: { found: readonly Surface[]; sent: readonly string[]; log: readonly string[] },
): string[] {
  const isIn = finder(words);
  return [
    ...found.flatMap(({ person, is, by, text }) =>
      isIn(text).flatMap(({ name, field: { word, named, isInViewsOnly } }) =>
        !named.includes(person) || is === "state" || (isInViewsOnly && EXPORTED.includes(is))
          ? [`${name}: ${is} of ${person}, ${by}: ${around(text, word)}`]
          : [],
      ),
    ),
    ...sent.flatMap((body) =>
      isIn(body).flatMap(({ name, field: { word, isInViewsOnly } }) =>
        isInViewsOnly ? [`${name}: sent: ${around(body, word)}`] : [],
      ),
    ),
    ...log.flatMap((line) => isIn(line).map(({ name, field: { word } }) => `${name}: logged: ${around(line, word)}`)),
  ];
}

/** What is found nowhere by those who come upon it: then the rest shows nothing. */
export function missedOf(words: Words, found: readonly Surface[]): string[] {
  const isIn = finder(words);
  const seen = new Set(found.flatMap(({ person, text }) => isIn(text).map(({ name }) => `${name}: ${person}`)));
  return Object.entries(words).flatMap(([name, { finds }]) =>
    finds.map((handle) => `${name}: ${handle}`).filter((one) => !seen.has(one)),
  );
}

/** Which of these words stand in a text, in whatever letters: all are looked for at once. */
function finder(words: Words): (text: string) => { name: string; field: Field }[] {
  const byWord = new Map(Object.entries(words).map(([name, field]) => [field.word.toLowerCase(), { name, field }]));
  const any = new RegExp([...byWord.keys()].map(RegExp.escape).join("|"), "g");
  return (text) => {
    const found = text.toLowerCase().match(any);
    return found === null ? [] : [...new Set(found)].flatMap((word) => byWord.get(word) ?? []);
  };
}

function around(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  return text.slice(Math.max(0, at - 100), at + 40);
}

class Crawler {
  readonly #run: Run;
  readonly #person: string;
  readonly #crawl: Crawl;
  readonly #found: Surface[] = [];
  readonly #pressed = new Map<string, number>();
  #presses = 0;

  constructor(run: Run, person: string, crawl: Crawl) {
    this.#run = run;
    this.#person = person;
    this.#crawl = crawl;
  }

  get #actor() {
    return this.#run.as(this.#person);
  }

  async everything(): Promise<Surface[]> {
    const { depth = 2, commands = [], withFiles = false } = this.#crawl;
    await this.#readHome();
    // The deepest first: what was pressed once is not pressed again.
    for (const line of OWN_DATA) await this.#command(line, DEPTH_OF_OWN_DATA);
    for (const press of this.#pressable(this.#actor.home()?.blocks ?? []))
      await this.#views(`Home > ${nameOf(press)}`, depth, () =>
        this.#press(press, this.#actor.home()?.blocks ?? [], (action) => this.#actor.pressInHome(action)),
      );
    for (const message of this.#actor.dm().toReversed())
      for (const press of this.#pressable(message.blocks))
        await this.#views(`${message.ts} > ${nameOf(press)}`, depth, () => {
          const now = this.#actor.dm().find(({ ts }) => ts === message.ts)?.blocks ?? [];
          return this.#press(press, now, (action) => this.#actor.press(message, action));
        });
    for (const line of [...COMMANDS, ...commands]) await this.#command(line, depth);
    if (withFiles) await this.#run.to(new Date(Date.parse(this.#run.clock.now()) + 60_000).toISOString());
    await this.#readMessages();
    return this.#found;
  }

  /** The views that it opens, and those behind what it answers beside the field in which it was typed. */
  async #command(line: string, depth: number): Promise<void> {
    const answers: SandboxMessage[] = [];
    await this.#views(`/drumbeat ${line}`, depth, async () => {
      const { response } = await this.#actor.command(`/drumbeat ${line}`);
      if (response) answers.push(response);
    });
    for (const answer of answers)
      for (const press of this.#pressable(answer.blocks))
        await this.#views(`/drumbeat ${line} > ${nameOf(press)}`, depth, () =>
          this.#press(press, answer.blocks, (action) => this.#actor.press(answer, action)),
        );
  }

  /** What was shown anew since has other ids of blocks. */
  async #press(
    press: Press,
    now: SandboxMessage["blocks"],
    act: (action: PressedAction) => Promise<unknown>,
  ): Promise<void> {
    const { element, option } = press;
    const value = stringIn(element.element, "value");
    const same = placedElements(now)
      .flatMap(pressesOf)
      .filter(
        (other) =>
          other.element.actionId === element.actionId &&
          other.option === option &&
          stringIn(other.element.element, "value") === value,
      );
    const there = same.find((other) => other.element.blockId === element.blockId) ?? same[0];
    // An earlier press has taken it away.
    if (!there) return;
    await act(pressOf(there));
  }

  /** On a busy machine what is pressed is acknowledged before it is done. Returns whether Slack had an answer. */
  async #answered(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      return false;
    } finally {
      await this.#run.settle();
    }
  }

  async #readMessages(): Promise<void> {
    for (const message of this.#actor.inbox()) {
      const { ts: by, text, blocks, files = [], ephemeral_to } = message;
      const is = ephemeral_to === undefined ? "message" : "ephemeral";
      // What somebody wrote themselves is theirs.
      if (message.bot_id === undefined) continue;
      this.#add(is, by, JSON.stringify(blocks));
      this.#add(ephemeral_to === undefined ? "fall-back" : "ephemeral", by, text);
      for (const file of files) {
        this.#add("file", by, JSON.stringify(file));
        const opened = this.#run.sandbox.slack.files.opened(String(file.id));
        if (!opened) continue;
        const isPdf = opened.mimetype === "application/pdf";
        this.#add("file", by, isPdf ? (await readPdf(opened.bytes)).text : opened.bytes.toString("utf8"));
      }
    }
  }

  async #readHome(): Promise<void> {
    const before = this.#actor.home()?.hash;
    await this.#actor.openHome();
    await this.#run.settle();
    // Whoever has one gets it anew when they open it.
    await expect.poll(() => this.#actor.home()?.hash ?? "none", { interval: 2 }).not.toBe(before ?? "");
    const home = this.#actor.home();
    if (home) this.#addView("home", "Home", home);
  }

  /** Every view that this leads to; what is refused shows why in a message or a view of its own. */
  async #views(by: string, depth: number, act: () => Promise<unknown>): Promise<void> {
    const open = async () => {
      await this.#closeAll();
      await this.#pace();
      await this.#answered(act);
      return this.#actor.view();
    };
    const view = await open();
    if (!view) return;
    this.#addView("view", by, view);
    if (depth > 1) await this.#further(by, depth, view, open);
    await this.#closeAll();
  }

  async #further(by: string, depth: number, from: View, open: () => Promise<View | null>): Promise<void> {
    for (const element of this.#pressable(from.blocks)) {
      const top = this.#actor.view();
      const shown = top?.id === from.id && top.hash === from.hash ? top : await open();
      if (!shown) return;
      await this.#pace();
      const now = this.#actor.view()?.blocks ?? [];
      const act = () => this.#press(element, now, (action) => this.#actor.pressInView(action));
      if (!(await this.#answered(act))) continue;
      const next = this.#actor.view();
      const path = `${by} > ${nameOf(element)}`;
      if (!next || next.hash === shown.hash) continue;
      this.#addView("view", path, next);
      if (next.id === from.id) continue;
      if (depth > 2) await this.#further(path, depth - 1, next, async () => null);
      while (this.#actor.view() && this.#actor.view()?.id !== from.id) await this.#actor.closeView();
    }
  }

  /** Each of these that shows something and was not pressed before; a menu once for each of its options. */
  #pressable(blocks: SandboxMessage["blocks"]): Press[] {
    const { perAction = 8, withFiles = false } = this.#crawl;
    return placedElements(blocks)
      .flatMap(pressesOf)
      .filter((press) => {
        const { element, option } = press;
        if (ACTS.test(element.actionId) || ACTING.test(option) || isObject(element.element.confirm)) return false;
        if (!withFiles && SENDS_FILE.test(`${element.actionId} ${option}`)) return false;
        const kind = `${element.actionId.replace(/:.*/, "")} ${/^[\w-]+$/.test(option) ? option : ""}`;
        const key = `${element.actionId} ${option} ${stringIn(element.element, "value") ?? ""}`;
        const count = this.#pressed.get(kind) ?? 0;
        const isEnough = count >= perAction && !ALL_PRESSED.test(element.actionId);
        if (this.#pressed.has(key) || isEnough) return false;
        this.#pressed.set(key, 1).set(kind, count + 1);
        return true;
      });
  }

  #addView(is: "home" | "view", by: string, view: View): void {
    const { title, blocks, private_metadata: kept, state } = view;
    const text = JSON.stringify([title, blocks, state]);
    this.#add(is, by, text);
    if (kept) this.#add("state", by, kept);
  }

  #add(is: Surface["is"], by: string, text: string): void {
    if (text !== "") this.#found.push({ person: this.#person, is, by, text });
  }

  async #closeAll(): Promise<void> {
    while (this.#actor.view()) await this.#actor.closeView({ all: true });
  }

  async #pace(): Promise<void> {
    this.#presses += 1;
    const { clock } = this.#run;
    if (this.#presses % PRESSES_A_MINUTE === 0)
      await this.#run.to(new Date(Date.parse(clock.now()) + 60_000).toISOString());
  }
}

interface Press {
  element: PlacedElement;
  /** The value of an option; empty of a button. */
  option: string;
}

function pressesOf(element: PlacedElement): Press[] {
  if (element.block.type === "input") return [];
  if (element.type === "button") return stringIn(element.element, "url") ? [] : [{ element, option: "" }];
  if (element.type !== "overflow" && element.type !== "static_select") return [];
  const options = Array.isArray(element.element.options) ? element.element.options.filter(isObject) : [];
  return options.map((option) => ({ element, option: stringIn(option, "value") ?? "" }));
}

function pressOf({ element: { actionId, blockId, element }, option }: Press) {
  const value = stringIn(element, "value");
  return { actionId, blockId, ...(option === "" ? value !== undefined && { value } : { option }) };
}

function nameOf({ element: { actionId }, option }: Press): string {
  return option === "" ? actionId : `${actionId} ${option}`;
}
