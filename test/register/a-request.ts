/** A request as its decider sees it. */
import type { Request } from "../../src/register/requests/request.ts";

export const option = (label: string, doesNothing = false) => ({ label, doesNothing });

export function aRequest(over: Partial<Request> = {}): Request {
  return {
    id: "item-1",
    code: "REQ-4",
    program: { id: "p", title: "Atlas" },
    title: "Release one engineer?",
    description: "",
    disclosure: "program",
    state: "open",
    decider: { id: "ines", name: "Ines" },
    deciders: [over.decider?.id ?? "ines"],
    deciderNames: [over.decider ?? { id: "ines", name: "Ines" }],
    alsoDecide: [],
    requester: { id: "tom", name: "Tom Baker" },
    barredId: over.requester?.id ?? "tom",
    writer: null,
    options: [option("Later"), option("Yes"), option("From Sales"), option("Do nothing", true)],
    isYesOrNo: false,
    recommended: 1,
    why: null,
    costOfWaiting: "A week",
    asks: {},
    exceeds: {},
    neededBy: "2026-11-13",
    answerBy: "2026-11-11",
    originalNeededBy: "2026-11-13",
    moves: 0,
    askedAt: "2026-11-02T09:00:00.000Z",
    isPastNeeded: false,
    lateFrom: null,
    isLate: false,
    canPostpone: true,
    waitsFor: "decider",
    waitsUntil: null,
    pending: null,
    outcome: null,
    closing: null,
    question: null,
    received: null,
    votes: [],
    ...over,
  };
}
