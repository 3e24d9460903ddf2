/** A request as its decider sees it. */
import type { Ask } from "../../src/register/asks/ask.ts";

export const option = (label: string, doesNothing = false) => ({ label, doesNothing });

export function anAsk(over: Partial<Ask> = {}): Ask {
  return {
    id: "item-1",
    code: "ASK-4",
    program: { id: "p", title: "Atlas" },
    title: "Release one engineer?",
    description: "",
    disclosure: "program",
    kind: "decision",
    state: "open",
    decider: { id: "ines", name: "Ines" },
    isByRule: false,
    asker: { id: "tom", name: "Tom Baker" },
    options: [option("Later"), option("Yes"), option("From Sales"), option("Do nothing", true)],
    recommended: 1,
    why: null,
    costOfWaiting: "A week",
    evidence: null,
    neededBy: "2026-11-13",
    originalNeededBy: "2026-11-13",
    moves: 0,
    askedAt: "2026-11-02T09:00:00.000Z",
    askedDaysAgo: 0,
    isOverdue: false,
    isIncomplete: false,
    lacks: [],
    waitsFor: "decider",
    deferredUntil: null,
    outcome: null,
    mayBeUndone: false,
    askedBack: null,
    answered: null,
    passedOn: null,
    circulation: null,
    lastVote: null,
    checkIn: null,
    permalink: null,
    ...over,
  };
}
