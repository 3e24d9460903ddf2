/** What the sentences of the README's walks mean: each phrase of theirs is a step in the browser or in a terminal. */

export type Step =
  | { do: "see-said"; what: "progress" | "summary" | "digest" | "address" }
  | { do: "use-terminal" }
  | { do: "see-person"; name: string }
  | { do: "see-tour"; count: number; titles: string[] }
  | { do: "see-calls" }
  | { do: "see-misbehaviour" }
  | { do: "see-digest"; of: string }
  | { do: "become"; name: string }
  | { do: "see-lead"; program: string }
  | { do: "see-last-week" }
  | { do: "press"; label: string }
  | { do: "move"; by: string }
  | { do: "move-until"; by: string[]; day: string }
  | { do: "see-asked"; checkIn: string }
  | { do: "write"; field: string }
  | { do: "choose"; option: string }
  | { do: "see-words"; month: string }
  | { do: "open-second-window"; lead: string; button: string; sponsor: string };

const COUNTS: Record<string, number> = { two: 2, second: 2, five: 5 };
const DAY = String.raw`(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+`;

function countOf(word = ""): number {
  const count = COUNTS[word];
  if (count === undefined) throw new Error(`“${word}” is no count that is known here.`);
  return count;
}

function pressed(label = ""): Step {
  return label.startsWith("+") ? { do: "move", by: label } : { do: "press", label };
}

/** Where two begin alike, the longer one stands first. */
const PHRASES: [RegExp, (...parts: string[]) => Step[]][] = [
  [/a progress line while people answer their check-ins/, () => [{ do: "see-said", what: "progress" }]],
  [
    /a summary line: prompts sent, answers stored, Slack errors \(0\), messages sent twice \(0\)/,
    () => [{ do: "see-said", what: "summary" }],
  ],
  [/the sponsor's latest monthly digest as text/, () => [{ do: "see-said", what: "digest" }]],
  [
    /the address of a Slack workspace in your browser, http:\/\/127\.0\.0\.1:4700/,
    () => [{ do: "see-said", what: "address" }],
  ],
  [/it opens as (\w+), the sponsor/, (name = "") => [{ do: "see-person", name }]],
  [/on her digest of (\w+)/, (month = "") => [{ do: "see-digest", of: month }]],
  [
    /with a tour of (\w+) steps: become anybody, answer a check-in, move the clock/,
    (count) => [
      { do: "see-tour", count: countOf(count), titles: ["Switch to ", "Answer a check-in", "Move the clock"] },
    ],
  ],
  [/the panel "Builders" shows every call and event with its JSON/, () => [{ do: "see-calls" }]],
  [/lets Slack misbehave/, () => [{ do: "see-misbehaviour" }]],
  [/the same from another terminal/, () => [{ do: "use-terminal" }]],

  [/from an answer to the digest that contains it, in the browser, in five minutes/, () => []],
  [/press the name at the top/, () => []],
  [/become \*\*([^*]+)\*\*(?: again)?/, (name = "") => [{ do: "become", name }]],
  [/who leads \*([^*]+)\*/, (program = "") => [{ do: "see-lead", program }]],
  [/last week's answers are there/, () => [{ do: "see-last-week" }]],
  [
    new RegExp(String.raw`press ((?:\*\+[^*]+\*(?: and )?)+) until it is (${DAY})`),
    (buttons = "", day = "") => [
      { do: "move-until", by: [...buttons.matchAll(/\*(.+?)\*/g)].map(([, by = ""]) => by), day },
    ],
  ],
  [/(?:press )?\*([^*]+)\*/, (label) => [pressed(label)]],
  [/at the top/, () => []],
  [/\w+ is asked his \*([^*]+)\*/, (checkIn = "") => [{ do: "see-asked", checkIn }]],
  [
    /(?:write |say )?(the bottom line|what was done|what is being done|by when|why)/,
    (field = "") => [{ do: "write", field }],
  ],
  [/choose \*([^*]+)\*/, (option = "") => [{ do: "choose", option }]],
  [/the digest of (\w+) has his words/, (month = "") => [{ do: "see-words", month }]],
  [
    /in French the same, in a second window: become \*\*(\w+)\*\* \(\*([^*]+)\*\), then the sponsor \*\*(\w+)\*\*/,
    (lead = "", button = "", sponsor = "") => [{ do: "open-second-window", lead, button, sponsor }],
  ],
];

/** Between two phrases, and behind the last. */
const JOINT = /[.,;:]?\s*(?:and |then )*/;

/** The steps of a sentence, in order. Throws, with the sentence and the place, where it says what no phrase knows. */
export function stepsOf(sentence: string): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < sentence.length; ) {
    const { match, meant } = phraseAt(sentence, at);
    steps.push(...meant(...match.slice(1)));
    at += match[0].length;
    at += matchAt(JOINT, sentence, at)?.[0].length ?? 0;
  }
  return steps;
}

function phraseAt(sentence: string, at: number) {
  for (const [phrase, meant] of PHRASES) {
    const match = matchAt(phrase, sentence, at);
    if (match) return { match, meant };
  }
  const unknown = sentence.slice(at);
  throw new Error(`No phrase of test/readme/phrases.ts is “${unknown}”, in the README's sentence: ${sentence}`);
}

function matchAt(phrase: RegExp, text: string, at: number): RegExpExecArray | null {
  const sticky = new RegExp(phrase, "iy");
  sticky.lastIndex = at;
  return sticky.exec(text);
}
