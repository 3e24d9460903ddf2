/** What the pictures of a digest show, and where they stand. */
import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { DigestFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { type DigestPicture, PICTURES, picturesOf } from "../../src/digests/pictures/pictures.ts";
import { digestMessages, divide, picturesIn } from "../../src/digests/render/blocks.ts";
import { problemsInBlocks } from "../../src/sandbox/block-kit.ts";
import { parseJson } from "../../src/sandbox/json.ts";
import { anAsk, aProgram, aRound, earlier, fed, theDocument } from "./facts.ts";

const FRENCH = { reader: { handle: "sponsor", name: "Sponsor", locale: "fr-FR", zone: "UTC" } };

/** Newest first: the colours up to this period. */
function coloured(
  key: string,
  [now, ...before]: (HealthColour | null)[],
  more: Partial<ProgramFacts> = {},
): ProgramFacts {
  const health = now ? [fed("health", { colour: now, reason: "Because." })] : [];
  return aProgram(key, [...health, fed("progress", `Something of ${key} was done.`)], {
    given: earlier(key, ...before),
    ...more,
  });
}

const THREE = [
  coloured("Loyalty", ["red", "amber", "green"]),
  coloured("Welcome", ["green", "green"]),
  coloured("Service", ["amber", null, "amber"]),
];

function every(document: DigestDocument): Map<string, DigestPicture> {
  const { screen, thread } = picturesOf(document);
  return new Map([...(screen ? [screen] : []), ...thread].map((picture) => [picture.name, picture]));
}

function the(name: string, programs: ProgramFacts[], more: Partial<DigestFacts> = {}): DigestPicture {
  const picture = every(theDocument(programs, more)).get(name);
  if (!picture) throw new Error(`There is no picture ${name}.`);
  return picture;
}

/** The words of a picture, as they are read. */
function wordsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = ""]) => words);
}

describe("health over the last periods", () => {
  it("is a map of the programs where there are several, in the order of the digest", () => {
    const picture = the("heat-map", THREE);
    expect(picture.title).toBe("Program health over 3 months");
    expect(picture.altText).toBe(
      "Program health over 3 months. Oldest first: Aug 2026, Sept 2026, Oct 2026. Loyalty: green, amber, red, worse. Service: amber, no status, amber. Welcome: no status, green, green, unchanged.",
    );
    const words = wordsOf(picture.svg());
    expect(words.filter((word) => ["Loyalty", "Welcome", "Service"].includes(word))).toEqual([
      "Loyalty",
      "Service",
      "Welcome",
    ]);
    expect(words).toEqual(expect.arrayContaining(["Aug", "Sept", "Oct", "2026", "green", "amber", "red"]));
  });

  it("is a way through the colours where there is one, and says so in French", () => {
    const picture = the("health", [coloured("Atlas", ["red", "amber", "green"])], FRENCH);
    expect(picture.altText).toBe(
      "Atlas\u00a0: la météo sur 3 mois. Du plus ancien au plus récent\u00a0: août 2026, sept. 2026, oct. 2026. Atlas\u00a0: vert, orange, rouge, en dégradation.",
    );
    expect(wordsOf(picture.svg())).toEqual(
      expect.arrayContaining(["vert", "orange", "rouge", "août", "sept.", "oct.", "en dégradation"]),
    );
  });

  it.each([
    ["quarterly", "2027-Q1", "Q3 2026, Q4 2026, Q1 2027"],
    ["quarterly", "FY2027-Q2", "Q4 FY2026, Q1 FY2027, Q2 FY2027"],
    ["annual", "2026", "2024, 2025, 2026"],
    ["annual", "FY2026", "FY2024, FY2025, FY2026"],
    ["monthly", "2027-02", "Dec 2026, Jan 2027, Feb 2027"],
  ] as const)("names the periods of a %s digest of %s", (rhythm, label, spoken) => {
    const period = { label, from: "2026-10-01", until: "2026-10-31" };
    expect(the("health", [coloured("Atlas", ["red", "amber", "green"])], { rhythm, period }).altText).toContain(
      `Oldest first: ${spoken}.`,
    );
  });

  it("has a shape for each colour beside the colour", () => {
    const svg = the("heat-map", THREE).svg();
    const fields = [...svg.matchAll(/<rect[^>]*width="84"[^>]*fill="(#\w+)"[^>]*\/>\n<(\w+)/g)].map(
      ([, fill, shape]) => `${fill} ${shape}`,
    );
    expect(new Set(fields)).toEqual(new Set(["#0B7A63 circle", "#F4B63F path", "#A81E2D rect"]));
    expect(fields).toHaveLength(7);
  });

  it("counts the programs for which there is no room, and colours them over time", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      coloured(`P${String(index).padStart(2, "0")}`, ["green", "green"]),
    );
    const words = wordsOf(the("heat-map", many).svg());
    expect(words.filter((word) => /^P\d\d$/.test(word))).toHaveLength(10);
    expect(words).toEqual(expect.arrayContaining(["and 30 more programs", "30"]));
    expect(the("heat-map", many).altText.length).toBeLessThanOrEqual(2000);
    expect(the("colours", many).facts).toContain("Green: 40, 40.");
  });

  it("is not drawn for a first period, for two colours, or in the weekly digest of a team", () => {
    expect(
      picturesOf(theDocument([coloured("A", ["red"]), coloured("B", ["red"]), coloured("C", ["red"])])).screen,
    ).toBeNull();
    expect(picturesOf(theDocument([coloured("A", ["red", "green"])])).screen).toBeNull();
    const asking = [...THREE, coloured("D", ["red"], { asks: [anAsk("one"), anAsk("two")] })];
    expect([...every(theDocument(asking)).keys()]).toEqual(["heat-map", "colours", "asks", "participation"]);
    expect(every(theDocument(asking, { rhythm: "weekly" }))).toEqual(new Map());
  });
});

describe("asks and participation", () => {
  const waiting = (days: number, neededBy: string) =>
    anAsk(`${days} ${neededBy}`, {
      askedAt: new Date(Date.parse("2026-11-04T09:00:00Z") - days * 86_400_000).toISOString(),
      neededBy,
    });

  it("shows open asks by age, those past their date apart, and counts one of seven days as Home does (A7)", () => {
    const asks = [
      waiting(2, "2026-11-10"),
      waiting(7, "2026-11-10"),
      waiting(9, "2026-11-01"),
      waiting(40, "2026-11-10"),
      waiting(41, "2026-11-03"),
    ];
    const picture = the("asks", [coloured("Loyalty", ["red"], { asks })]);
    expect(picture.facts).toEqual([
      "Under 1 week: 1.",
      "1 to 2 weeks: 2, 1 overdue.",
      "2 to 4 weeks: 0.",
      "Over 4 weeks: 2, 1 overdue.",
    ]);
    const svg = picture.svg();
    expect(wordsOf(svg)).toContain("5 open asks, 2 overdue");
    expect(svg.match(/height="56" rx="6" fill="url\(#hatch\)"/g)).toHaveLength(2);
  });

  it("shows what waits whoever has it, told in this digest or not, and as much overdue as its rhythm counts (B5)", () => {
    const of = (days: number, more: Partial<ReturnType<typeof anAsk>>) => ({ ...waiting(days, "2026-10-20"), ...more });
    const notTold = { isReaders: false, decider: "Ada", isNew: false };
    const asks = [
      of(2, { neededBy: "2026-11-10" }),
      of(30, { isNew: false, itemId: "standing" }),
      of(33, { ...notTold, itemId: "of another" }),
      of(34, { ...notTold, itemId: "put off", waitsFor: "date" }),
      of(35, { ...notTold, itemId: "withdrawn", waitsFor: null }),
    ];
    const document = theDocument([coloured("Loyalty", ["red"], { asks })]);
    expect(document.sections.flatMap(({ lines }) => lines)).toContainEqual(
      expect.objectContaining({ kind: "overdue-asks", asks: 2 }),
    );
    expect(every(document).get("asks")?.facts).toEqual([
      "Under 1 week: 1.",
      "1 to 2 weeks: 0.",
      "2 to 4 weeks: 0.",
      "Over 4 weeks: 2 overdue.",
    ]);
    // One stored before is shown as it was.
    const { openAsks: _, ...stored } = document;
    expect(every(stored).get("asks")?.facts).toContain("Over 4 weeks: 1 overdue.");
  });

  it("shows the share of answers of each program and of all", () => {
    const silent = coloured("Service", [null], {
      answers: [],
      rounds: [aRound("Service", { asked: 1, answered: 0 })],
    });
    const picture = the("participation", [...THREE.slice(0, 2), silent]);
    expect(picture.facts).toEqual([
      "All programs: 2 of 3 (67%).",
      "Service: 0 of 1 (0%).",
      "Loyalty: 1 of 1 (100%).",
      "Welcome: 1 of 1 (100%).",
    ]);
  });
});

const HOSTILE = [
  '</text><script>alert("1")</script>',
  "a & b < c > d \"e\" 'f' &lt;",
  "\u202Eright to left\u0000\u0007\uD800",
  ']]><!ENTITY x SYSTEM "file:///etc/passwd">',
  "x".repeat(300),
  "<!@channel> *bold* `code`",
];

it.each(HOSTILE)("the title %j is only words in a picture", (title) => {
  const programs = ["one", "two", "three", "four"].map((key) => ({
    ...coloured(key, ["red", "amber", "green"]),
    title: `${title} ${key}`,
  }));
  for (const { svg } of every(theDocument(programs)).values()) {
    const drawn = svg();
    const tags = new Set([...drawn.matchAll(/<\/?([^\s>/]+)/g)].map(([, tag]) => tag));
    for (const tag of tags)
      expect(["svg", "rect", "text", "circle", "path", "line", "g", "defs", "pattern"]).toContain(tag);
    expect(drawn.replaceAll(/&(amp|lt|gt|quot);/g, "")).not.toContain("&");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not allow.
    expect(drawn).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E\uD800]/);
  }
});

it("a title that the font cannot draw gives way to the program's key", () => {
  const programs = [
    { ...coloured("data-platform", ["red", "amber", "green"]), title: "数据平台" },
    { ...coloured("b", ["red"]), title: "Été 🚀" },
  ];
  expect(wordsOf(the("heat-map", programs).svg())).toEqual(expect.arrayContaining(["data-platform", "Été"]));
});

it("is the same to the byte for the same facts, and no text is smaller than 26 units of 1200", () => {
  const draw = () => [...every(theDocument(THREE)).values()].map(({ svg }) => svg());
  expect(draw()).toEqual(draw());
  for (const svg of draw()) {
    expect(svg).toMatch(/^<svg [^>]*width="1200"/);
    for (const [, size] of svg.matchAll(/font-size="(\d+)"/g)) expect(Number(size)).toBeGreaterThanOrEqual(26);
  }
});

describe("in the messages", () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    coloured(`Program ${index}`, ["amber", "green", "green"], { asks: [anAsk(`ask ${index}`)] }),
  );
  const document = theDocument(many);
  const files = new Map(PICTURES.map((name, index) => [name, `F000000000${index}`]));
  const pictures = (message: { blocks: readonly { type: string }[] } | undefined) =>
    message?.blocks.filter(({ type }) => type === "image").length;

  it("stands at most one on the first screen, after what is asked, and the others in the thread", () => {
    const messages = digestMessages(document, "edition", { files });
    const [first, ...rest] = messages;
    expect(pictures(first)).toBe(1);
    expect(first.blocks.findIndex(({ type }) => type === "image")).toBeGreaterThan(
      first.blocks.findIndex((block) => block.type === "header" && block.text.text.includes("asks for you")),
    );
    expect(rest.map(pictures).reduce<number>((sum, count = 0) => sum + count, 0)).toBe(3);
    expect(
      messages
        .flatMap((_, part) => picturesIn(document, divide(document, "edition"), part).map(({ name }) => name))
        .sort(),
    ).toEqual(["asks", "colours", "heat-map", "participation"]);
    for (const { blocks } of messages) expect(problemsInBlocks(parseJson(JSON.stringify(blocks)) ?? null)).toEqual([]);
  });

  it("the digest is divided alike without them, and says the same in words, also of how many it lists (B2)", () => {
    const [withThem, without] = [digestMessages(document, "edition", { files }), digestMessages(document, "edition")];
    const unpictured = (messages: typeof withThem) =>
      messages.map(({ blocks }) => blocks.filter(({ type }) => type !== "image"));
    expect(without.map(pictures)).toEqual(without.map(() => 0));
    expect(unpictured(withThem)).toEqual(unpictured(without));
    expect(JSON.stringify(without)).toContain("All programs (below: the 9 with the fewest answers): 12 of 12 (100%).");
  });

  it("a preview has none", () => {
    for (const message of digestMessages(document, null, { files })) expect(pictures(message)).toBe(0);
  });
});
