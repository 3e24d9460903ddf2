/** The plan of the coming weeks as a message: a section a day, a line for what comes at one time. */
import type { KnownBlock } from "@slack/types";
import { nameOf } from "../cadences/cadences.ts";
import { capitalised, list, longDate, type Reader, textsFor, timeOfDay } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { context, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import type { PlannedStep } from "./forecast-worker.ts";
import { nameOfKind } from "./message-names.ts";
import type { StepInContext } from "./plan.ts";
import { planTexts } from "./texts.ts";

/** Slack takes 50 blocks in a message; a section 3,000 characters. */
const MOST_DAYS = 40;
const MOST_IN_DAY = 2600;
const NAMES_SHOWN = 5;

type Texts = (typeof planTexts)["en"];

interface Line {
  at: string;
  text: string;
  people: Set<string>;
  unnamed: number;
}

/** Collects steps into lines; steps that differ only in the person share one. */
export class PlanMessage {
  readonly #reader: Reader;
  readonly #viewerId: string;
  readonly #texts: Texts;
  readonly #days = new Map<LocalDate, Map<string, Line>>();
  #left = 0;

  constructor(reader: Reader, viewerId: string) {
    this.#reader = reader;
    this.#viewerId = viewerId;
    this.#texts = textsFor(planTexts, reader);
  }

  add(added: StepInContext): void {
    const { step, person } = added;
    // It stands at the hour at which it comes; who has left is not waited for.
    if ((step.action === "hold" && step.until !== undefined) || step.reason === "deactivated") return;
    // Times are in each person's zone: a check-in at nine is one line for all zones.
    const reader = { ...this.#reader, zone: person?.zone ?? this.#reader.zone };
    const date = localDateOf(step.at, reader.zone);
    const day = this.#days.get(date) ?? new Map<string, Line>();
    if (!this.#days.has(date) && this.#days.size === MOST_DAYS) {
      this.#left += 1;
      return;
    }
    this.#days.set(date, day);
    const text = `${timeOfDay(reader, step.at)} · ${escapeMrkdwn(messageInBrief(this.#reader, added))}${this.#outcomeOf(step)}`;
    const line = day.get(text) ?? { at: step.at, text, people: new Set(), unnamed: 0 };
    if (person && person.id !== this.#viewerId) line.people.add(person.name);
    else if (!person) line.unnamed += 1;
    day.set(text, line);
  }

  message(title: string, more: readonly KnownBlock[]): Message {
    const days = [...this.#days].sort(([a], [b]) => (a < b ? -1 : 1));
    let left = this.#left;
    const sections = days.map(([date, lines]) => {
      let text = `*${capitalised(longDate(this.#reader, date))}*`;
      for (const line of lines.values()) {
        const next = `\n${this.#withPeople(line)}`;
        if (text.length + next.length > MOST_IN_DAY) left += 1;
        else text += next;
      }
      return section(text);
    });
    const blocks: KnownBlock[] = [
      section(`*${escapeMrkdwn(title)}*`),
      ...(sections.length > 0 ? sections : [section(this.#texts.nothing)]),
      ...(left > 0 ? [context(this.#texts.more(left))] : []),
      ...more,
    ];
    return { text: lineOf(title), blocks };
  }

  #outcomeOf(step: StepInContext["step"]): string {
    const { hold, exclude, merge, moved } = this.#texts;
    const reason = reasonIn(this.#reader, step.reason);
    switch (step.action) {
      case "send":
        return step.reason === undefined ? "" : ` ${moved(reason)}`;
      case "merge":
        return ` – ${merge}`;
      case "hold":
        return ` – ${hold(reason)}`;
      case "exclude":
        return ` – ${exclude(reason)}`;
    }
  }

  #withPeople({ text, people, unnamed }: Line): string {
    if (people.size + unnamed === 0) return text;
    return this.#texts.of(text, escapeMrkdwn(this.#people([...people], unnamed)));
  }

  #people(all: readonly string[], unnamed: number): string {
    const { compare } = new Intl.Collator(this.#reader.locale);
    const names = all.toSorted(compare).map((name) => shorten(name, 60));
    const shown = names.slice(0, NAMES_SHOWN);
    const rest = names.length - shown.length + unnamed;
    const others = shown.length > 0 ? this.#texts.others(rest) : this.#texts.people(rest);
    return list(this.#reader, [...shown, ...(rest > 0 ? [others] : [])]);
  }
}

/** “Check-in · Daily check-in · Loyalty”; without a kind what it is about. */
export function messageInBrief(reader: Pick<Reader, "locale">, { step, program, cadence }: MessageAbout): string {
  const { rhythm } = textsFor(planTexts, reader);
  const often = Object.entries(rhythm).find(([name]) => name === step.cadence)?.[1];
  const named = cadence ? nameOf(cadence, reader) : often;
  return [step.kind && nameOfKind(reader, step.kind), step.item, named, program && shorten(program.title, 80)]
    .filter((part) => part !== undefined)
    .join(" · ");
}

type MessageAbout = Pick<StepInContext, "program" | "cadence"> & {
  step: Partial<Pick<PlannedStep, "kind" | "item">> & Pick<PlannedStep, "cadence">;
};

export function reasonIn(reader: Reader, reason: string | undefined): string {
  const { reason: reasons } = textsFor(planTexts, reader);
  return Object.entries(reasons).find(([name]) => name === reason)?.[1] ?? reason ?? "";
}
