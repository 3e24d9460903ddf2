/** How many messages come to whom in each of the coming weeks. Pure. */
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";
import type { KnownPerson, PlannedStep } from "./steps.ts";

export interface PersonWeek {
  person: KnownPerson;
  monday: LocalDate;
  /** It has begun: what has come since Monday is counted, too. */
  isThis: boolean;
  count: number;
}

/** Counts all that goes to somebody, whatever of it is shown; told of those to whom something is shown. */
export class WeekCounts {
  #span: { now: Instant; until: Instant } | null = null;
  readonly #people = new Map<string, KnownPerson>();
  readonly #sent = new Map<string, Map<LocalDate, number>>();
  readonly #shown = new Set<string>();

  begin(span: { now: Instant; until: Instant }): void {
    this.#span = span;
  }

  /** Some of those to whom something may come; before any step of theirs. */
  know(people: readonly KnownPerson[]): void {
    for (const person of people) {
      this.#people.set(person.id, person);
      for (const at of person.came) this.#count(person, at);
    }
  }

  add({ action, personId, at }: PlannedStep): void {
    const person = this.#people.get(personId ?? "");
    if (person && action === "send") this.#count(person, at);
  }

  show(personId: string): void {
    this.#shown.add(personId);
  }

  /** The weeks that the plan has whole, person by person. */
  weeks(): PersonWeek[] {
    if (!this.#span) return [];
    const { now, until } = this.#span;
    return [...this.#shown].flatMap((id) => {
      const person = this.#people.get(id);
      if (!person) return [];
      const weeks: PersonWeek[] = [];
      const first = mondayOf(localDateOf(now, person.zone));
      for (let monday = first; instantOf(addLocalDays(monday, 7), "00:00", person.zone) <= until; ) {
        const count = this.#sent.get(id)?.get(monday) ?? 0;
        weeks.push({ person, monday, isThis: monday === first, count });
        monday = addLocalDays(monday, 7);
      }
      return weeks;
    });
  }

  #count({ id, zone }: KnownPerson, at: Instant): void {
    const weeks = this.#sent.get(id) ?? new Map<LocalDate, number>();
    const monday = mondayOf(localDateOf(at, zone));
    weeks.set(monday, (weeks.get(monday) ?? 0) + 1);
    this.#sent.set(id, weeks);
  }
}
