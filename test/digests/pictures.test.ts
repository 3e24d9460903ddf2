/** What the pictures of a digest show, and where they stand. */
import { parseJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { DigestFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { FILL, field, INK, shape, widthOf } from "../../src/digests/pictures/card.ts";
import { type DigestPicture, PICTURES, picturesOf } from "../../src/digests/pictures/pictures.ts";
import { digestMessages, divide, picturesIn } from "../../src/digests/render/blocks.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { aMilestone, anAsk, aProgram, aRound, earlier, fed, theDocument } from "./facts.ts";

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
    rounds: [aRound(key, { asked: 5, answered: now ? 5 : 0 })],
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

/** What the programs of a digest were asked each month, so that a month without an answer is silence. */
function silentSince(key: string, months: number, ...before: HealthColour[]): ProgramFacts {
  const asked = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"].map((month) => ({
    cadenceId: `${key}-monthly`,
    opensAt: `${month}-28T10:00:00.000Z`,
    every: "month" as const,
  }));
  const given = earlier(key, ...Array.from({ length: months - 1 }, () => null), ...before);
  return aProgram(key, null, { given, asked });
}

/** `count` programs as they were in the month before. */
const unmoved = (count: number, colour: HealthColour = "green") =>
  Array.from({ length: count }, (_, index) => coloured(`P${String(index).padStart(3, "0")}`, [colour, colour]));

/** The programs in the order of their rows. */
function named(picture: DigestPicture, programs: readonly ProgramFacts[]): string[] {
  const titles = new Set(programs.map(({ title }) => title));
  return wordsOf(picture.svg()).filter((word) => titles.has(word));
}

describe("what moved", () => {
  it("names the programs that moved, from and to, the worst first, and counts the others by status (F15)", () => {
    const programs = [
      coloured("Better", ["green", "red"]),
      coloured("Risk", ["amber", "green"]),
      coloured("Fell", ["red", "green"]),
      coloured("Backslid", ["red", "amber"]),
      coloured("New", ["green"]),
      silentSince("Silent", 1, "green"),
      ...unmoved(12),
      coloured("Steady", ["red", "red"]),
    ];
    const picture = the("moved", programs);
    expect(named(picture, programs)).toEqual(["Fell", "Backslid", "Risk", "Silent", "Better", "New"]);
    expect(picture.altText).toBe(
      "6 of 19 programs changed status. September 2026 → October 2026: 3 worse, 1 better, 1 without an update, 1 with a new status. Fell: On track → Off track. Backslid: At risk → Off track. Risk: On track → At risk. Silent: On track → No update. Better: Off track → On track. New: No status → On track. Same in both months: 1 off track, 12 on track.",
    );
    expect(wordsOf(picture.svg())).toEqual(
      expect.arrayContaining(["September 2026", "October 2026", "Same in both months", "12 on track", "1 off track"]),
    );
  });

  it("is said in French", () => {
    const picture = the("moved", [...THREE, silentSince("Muet", 1, "red")], FRENCH);
    expect(picture.altText).toBe(
      "3 programmes sur 4 ont changé de statut. Septembre 2026 → octobre 2026\u00a0: 1 en recul, 1 sans mise à jour, 1 nouveau statut. Loyalty\u00a0: À risque → Hors trajectoire. Service\u00a0: Sans statut → À risque. Muet\u00a0: Hors trajectoire → Sans mise à jour. Même statut les deux mois\u00a0: 1 conforme.",
    );
    expect(wordsOf(picture.svg())).toEqual(
      expect.arrayContaining([
        "3 programmes sur 4 ont changé de statut",
        "1 en recul · 1 sans mise à jour · 1 nouveau statut",
      ]),
    );
  });

  it("names eight at most and counts the rest by what they came to", () => {
    const fallen = Array.from({ length: 10 }, (_, index) => coloured(`F${index}`, ["red", "green"]));
    const risen = Array.from({ length: 3 }, (_, index) => coloured(`R${index}`, ["green", "red"]));
    const programs = [...risen, ...fallen, ...unmoved(40)];
    const picture = the("moved", programs);
    expect(named(picture, programs)).toEqual(Array.from({ length: 8 }, (_, index) => `F${index}`));
    expect(wordsOf(picture.svg())).toEqual(
      expect.arrayContaining(["5 more changed status", "2 off track", "3 on track", "40 on track"]),
    );
    expect(picture.altText).toContain(
      "5 more changed status: 2 off track, 3 on track. Same in both months: 40 on track.",
    );
  });

  it("draws silence as an empty ring, with no line to it or from it, and carries no colour forward", () => {
    const silent = [silentSince("Silent", 1, "red"), coloured("Steady", ["green", "green"])];
    const svg = the("moved", silent).svg();
    expect(svg).toMatch(/<circle[^>]*r="28" fill="none"/);
    expect(svg.match(/stroke-width="6" stroke-linecap/g)).toBeNull();
    expect(
      the("moved", THREE)
        .svg()
        .match(/stroke-width="6" stroke-linecap/g),
    ).toHaveLength(1);
  });

  it("of one program is its way, which silence breaks, and which is told in French as well", () => {
    const asked = silentSince("Atlas", 1).asked;
    const atlas = coloured("Atlas", ["red", null, "amber", "green"], { asked });
    const picture = the("health", [atlas]);
    expect(picture.altText).toContain("No update, On track, At risk, No update, Off track.");
    expect(picture.svg().match(/stroke-width="7"/g)).toHaveLength(1);
    expect(the("health", [coloured("Atlas", ["red", "amber", "green"])], FRENCH).altText).toBe(
      "Atlas\u00a0: statut sur 3 mois. Du plus ancien au plus récent\u00a0: août 2026, sept. 2026, oct. 2026. Atlas\u00a0: Conforme, À risque, Hors trajectoire.",
    );
  });

  it.each([
    ["quarterly", "2027-Q1", "Q3 2026, Q4 2026, Q1 2027", "Q4 2026 → Q1 2027", "quarters"],
    ["quarterly", "FY2027-Q2", "Q4 FY2026, Q1 FY2027, Q2 FY2027", "Q1 FY2027 → Q2 FY2027", "quarters"],
    ["annual", "2026", "2024, 2025, 2026", "2025 → 2026", "years"],
    ["annual", "FY2026", "FY2024, FY2025, FY2026", "FY2025 → FY2026", "years"],
    ["monthly", "2027-02", "Dec 2026, Jan 2027, Feb 2027", "January 2027 → February 2027", "months"],
  ] as const)("names the periods of a %s digest of %s", (rhythm, label, spoken, both, unit) => {
    const period = { label, from: "2026-10-01", until: "2026-10-31" };
    expect(the("health", [coloured("Atlas", ["red", "amber", "green"])], { rhythm, period }).altText).toContain(
      `Oldest first: ${spoken}.`,
    );
    const { altText } = the("moved", THREE, { rhythm, period });
    expect(altText).toContain(`${both}: 1 worse, 1 with a new status.`);
    expect(altText).toContain(`Same in both ${unit}: 1 on track.`);
  });

  it("is no picture where nothing moved, but where a program stands off track: then how long it does", () => {
    expect(picturesOf(theDocument(unmoved(5))).screen).toBeNull();
    expect(picturesOf(theDocument([coloured("A", ["green", "green", "green"])])).screen).toBeNull();
    const programs = [
      coloured("Amber", ["amber", "amber", "amber"]),
      coloured("Red", ["red", "red"]),
      coloured("Long", ["red", "red", "red", "red"]),
      coloured("Young", ["amber", "amber"]),
      ...unmoved(3),
    ];
    const picture = the("standing", programs);
    expect(picturesOf(theDocument(programs)).screen?.name).toBe("standing");
    expect(picture.altText).toBe(
      "Still off track or at risk. Long: Off track, 4th month in a row. Red: Off track, 2nd month in a row. Amber: At risk, 3rd month in a row.",
    );
    expect(named(picture, programs)).toEqual(["Long", "Red", "Amber"]);
    expect(wordsOf(picture.svg())).toContain("2 off track · 1 at risk");
    expect(the("standing", programs, FRENCH).altText).toContain("Long\u00a0: Hors trajectoire, 4e\u00a0mois de suite.");
    expect(the("health", [coloured("A", ["red", "red", "red"])]).altText).toContain("Off track, Off track, Off track.");
  });

  it("is not drawn for a first period, for two colours, or in the weekly digest of a team", () => {
    expect(
      picturesOf(theDocument([coloured("A", ["red"]), coloured("B", ["red"]), coloured("C", ["red"])])).screen,
    ).toBeNull();
    expect(picturesOf(theDocument([coloured("A", ["red", "green"])])).screen).toBeNull();
    const asking = [...THREE, coloured("D", ["red"], { asks: [anAsk("one"), anAsk("two")] })];
    expect([...every(theDocument(asking)).keys()]).toEqual(["moved", "colours", "asks", "participation"]);
    expect(every(theDocument(asking, { rhythm: "weekly" }))).toEqual(new Map());
  });
});

describe("programs over the last periods", () => {
  const mixed = [
    ...unmoved(7),
    coloured("Young", ["red", "green"]),
    coloured("Amber", ["amber", "amber"]),
    silentSince("Silent", 2, "green"),
    coloured("Long", ["red", "red", "red"]),
  ];

  it("are a map in the thread from ten on, the worst first and of these the longest (F15)", () => {
    const { screen, thread } = picturesOf(theDocument(mixed));
    expect([screen, ...thread].map((picture) => picture?.name)).toEqual([
      "moved",
      "heat-map",
      "colours",
      "participation",
    ]);
    const map = the("heat-map", mixed);
    expect(map.title).toBe("Program status over 6 months");
    expect(named(map, mixed).slice(0, 5)).toEqual(["Long", "Young", "Amber", "Silent", "P000"]);
    expect(map.altText).toContain(
      "Oldest first: May 2026, Jun 2026, Jul 2026, Aug 2026, Sept 2026, Oct 2026. Long: No status, No status, No status, Off track, Off track, Off track.",
    );
    expect(map.altText).toContain("On track, No update, No update.");
    expect(every(theDocument(mixed.slice(0, 9))).has("heat-map")).toBe(false);
    expect(the("heat-map", mixed, FRENCH).altText).toContain("Conforme, Sans mise à jour, Sans mise à jour.");
  });

  it("have a shape for each colour beside the colour; silence is an empty field with a ring", () => {
    const fields = [
      ...the("heat-map", mixed)
        .svg()
        .matchAll(/<rect[^>]*width="84"[^>]*fill="(#\w+)"[^>]*\/>\n<(\w+)/g),
    ];
    expect(new Set(fields.map(([, fill, shape]) => `${fill} ${shape}`))).toEqual(
      new Set(["#0B7A63 circle", "#F4B63F path", "#A81E2D rect", "#FBFCFE circle"]),
    );
  });

  it("stand under the labels that they are given, the label of the worst first", () => {
    const groups = new Map(mixed.map(({ title }) => [title, ["Long", "Amber"].includes(title) ? "Shops" : "Web"]));
    const map = picturesOf(theDocument(mixed), groups).thread.find(({ name }) => name === "heat-map");
    const words = wordsOf(map?.svg() ?? "").filter(
      (word) => !word.startsWith("P0") && /^(?:[SWLY]\w+|Amber)$/.test(word),
    );
    expect(words).toEqual(["Sept", "Shops", "Long", "Amber", "Web", "Young", "Silent"]);
  });

  it("are counted where there is no room, and coloured over time", () => {
    const many = unmoved(40);
    const words = wordsOf(the("heat-map", many).svg());
    expect(words.filter((word) => /^P\d\d\d$/.test(word))).toHaveLength(12);
    expect(words).toEqual(expect.arrayContaining(["And 28 more programs", "28 on track"]));
    expect(the("heat-map", many).altText.length).toBeLessThanOrEqual(2000);
    expect(the("colours", many).facts).toContain("On track: 40, 40.");
  });
});

describe("plan beside fact", () => {
  const dated = (key: string, ...dates: string[]) =>
    coloured(key, ["green"], { milestones: [aMilestone(key, ...dates)] });
  const two = [
    dated("Loyalty", "2026-11-03", "2026-11-17", "2026-12-01"),
    dated("Consent", "2026-10-26", "2026-12-26"),
    dated("Earlier", "2027-01-20", "2027-01-10"),
    dated("Unmoved", "2026-12-01"),
  ];

  it("shows of the dates that moved the first and the present one, the latest against its plan first (F15)", () => {
    const picture = the("dates", two);
    expect(picture.title).toBe("3 target dates moved");
    expect(picture.altText).toBe(
      "3 target dates moved. Consent, Target date: 26\u00a0Oct → 26\u00a0Dec. Loyalty, Target date: 3\u00a0Nov → 1\u00a0Dec. Earlier, Target date: 20\u00a0Jan → 10\u00a0Jan.",
    );
    expect(named(picture, two)).toEqual(["Consent", "Loyalty", "Earlier"]);
    expect(wordsOf(picture.svg())).toEqual(
      expect.arrayContaining([
        "3\u00a0Nov",
        "1\u00a0Dec",
        "up to 61 days after the first date",
        "4\u00a0Nov, this digest",
        "Jan 2027",
      ]),
    );
    expect(the("dates", two, FRENCH).altText).toBe(
      "3 dates cibles ont changé. Consent, Date cible\u00a0: 26\u00a0oct. → 26\u00a0déc. Loyalty, Date cible\u00a0: 3\u00a0nov. → 1er\u00a0déc. Earlier, Date cible\u00a0: 20\u00a0janv. → 10\u00a0janv.",
    );
  });

  it("has the years where they are far apart, and eight rows at most", () => {
    const far = Array.from({ length: 10 }, (_, index) => dated(`D${index}`, `2025-11-1${index}`, "2028-01-20"));
    const picture = the("dates", far);
    expect(named(picture, far)).toEqual(Array.from({ length: 8 }, (_, index) => `D${index}`));
    expect(wordsOf(picture.svg())).toEqual(expect.arrayContaining(["20\u00a0Jan 2028", "10\u00a0Nov 2025"]));
    expect(wordsOf(picture.svg()).join(" ")).toContain("the 8 that moved most");
  });

  it("is told in words where one date moved, and where one was corrected", () => {
    expect(every(theDocument(two.slice(1, 2))).has("dates")).toBe(false);
    const [first, corrected] = two.slice(0, 2).map((program) => ({ ...program }));
    if (!first || !corrected) throw new Error("There are two.");
    corrected.milestones = corrected.milestones.map((one) => ({
      ...one,
      change: { kind: "corrected", from: "2026-10-26" },
    }));
    expect(every(theDocument([first, corrected])).has("dates")).toBe(false);
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
    expect(wordsOf(svg)).toContain("5 open requests, 2 overdue");
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
      rounds: [aRound("Service", { asked: 5, answered: 0 })],
    });
    const picture = the("participation", [...THREE.slice(0, 2), silent]);
    expect(picture.facts).toEqual([
      "All programs: 10 of 15 (67%).",
      "Service: 0 of 5 (0%).",
      "Loyalty: 5 of 5 (100%).",
      "Welcome: 5 of 5 (100%).",
    ]);
  });

  it("shows no share of a program that asks fewer than five people, and says none in words (V4)", () => {
    const few = coloured("Few", ["green"], { rounds: [aRound("Few", { asked: 4, answered: 2 })] });
    const programs = [...THREE.slice(0, 2), few];
    expect(the("participation", programs).facts.join(" ")).not.toContain("Few");
    expect(JSON.stringify(picturesOf(theDocument([THREE[0] ?? few, few])))).not.toContain("participation");
    const alone = digestText(theDocument([few])).replaceAll("\u00a0", " ");
    expect(alone).toContain("based on 2 answers");
    expect(alone).toContain("2 answered");
    expect(alone).not.toMatch(/of 4|%/);
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
  expect(wordsOf(the("moved", programs).svg())).toEqual(expect.arrayContaining(["data-platform", "Été"]));
});

describe("on a phone, and for those who do not see colours", () => {
  const asks = [anAsk("one"), anAsk("two")];
  const programs = [
    ...unmoved(10, "amber"),
    silentSince("Silent", 2, "red"),
    coloured("Sécurisation des paiements et de la facturation de l’ensemble des filiales", ["red", "green"], { asks }),
    ...["Loyalty", "Welcome"].map((key) =>
      coloured(key, ["green", "red"], { milestones: [aMilestone(key, "2026-11-03", "2026-12-01")] }),
    ),
  ];
  const standing = [coloured("Red", ["red", "red"]), coloured("Amber", ["amber", "amber", "amber"])];
  const drawn = (more: Partial<DigestFacts> = {}) =>
    [programs, standing, [coloured("Atlas", ["red", "amber", "green"])]].flatMap((some) => [
      ...every(theDocument(some, more)),
    ]);

  it("each picture is among these", () => {
    expect(new Set(drawn().map(([name]) => name))).toEqual(new Set(PICTURES));
  });

  it.each(["en-GB", "fr-FR"])(
    "no letter is smaller than 11 of 360 across, and none leaves the card, in %s (F15)",
    (locale) => {
      const reader = { handle: "sponsor", name: "Sponsor", locale, zone: "UTC" };
      for (const [name, { svg }] of drawn({ reader })) {
        const picture = svg();
        const width = Number(/^<svg [^>]*width="(\d+)"/.exec(picture)?.[1]);
        const texts = [
          ...picture.matchAll(
            /<text x="(-?[\d.]+)"[^>]*font-size="(\d+)" font-weight="(\d+)"[^>]*text-anchor="(\w+)">([^<]*)/g,
          ),
        ];
        expect(texts.length).toBe(wordsOf(picture).length);
        for (const [, x, size, weight, anchor, words = ""] of texts) {
          expect((Number(size) * 360) / width, `${name}: ${words}`).toBeGreaterThanOrEqual(11);
          const across = widthOf(words, Number(size), weight === "600");
          const left = Number(x) - (anchor === "end" ? across : anchor === "middle" ? across / 2 : 0);
          expect(left, `${name}: ${words}`).toBeGreaterThanOrEqual(0);
          expect(left + across, `${name}: ${words}`).toBeLessThanOrEqual(width);
        }
      }
    },
  );

  it("letters have 4.5 to 1 against the card; shapes, or their edges, have 3 to 1 (F15)", () => {
    for (const [name, { svg }] of drawn())
      for (const [, ink = ""] of svg().matchAll(/<text[^>]* fill="([^"]+)"/g))
        expect(contrast(ink, INK.card), `${name}: ${ink}`).toBeGreaterThanOrEqual(4.5);
    const inks = (drawing: string) => [...drawing.matchAll(/(?:fill|stroke)="(#\w+)"/g)].map(([, ink = ""]) => ink);
    for (const colour of ["red", "amber", "grey", "green"] as const) {
      const onCard = inks(shape(colour, 0, 0, 30)).map((ink) => contrast(ink, INK.card));
      expect(Math.max(...onCard), colour).toBeGreaterThanOrEqual(3);
      const [, sign = ""] = field(colour, 0, 0, 84, 68);
      const onField = inks(sign).map((ink) => contrast(ink, FILL[colour]));
      expect(Math.max(...onField), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it("is the same to the byte for the same facts", () => {
    const draw = () => drawn().map(([, { svg }]) => svg());
    expect(draw()).toEqual(draw());
  });
});

/** Of WCAG 2. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((place) => Number.parseInt(hex.slice(place, place + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 1, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

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
      first.blocks.findIndex((block) => block.type === "header" && block.text.text.includes("decisions for you")),
    );
    expect(rest.map(pictures).reduce<number>((sum, count = 0) => sum + count, 0)).toBe(4);
    expect(
      messages
        .flatMap((_, part) => picturesIn(document, divide(document, "edition"), part).map(({ name }) => name))
        .sort(),
    ).toEqual(["asks", "colours", "heat-map", "moved", "participation"]);
    for (const { blocks } of messages) expect(problemsInBlocks(parseJson(JSON.stringify(blocks)) ?? null)).toEqual([]);
  });

  it("the digest is divided alike without them, and says the same in words, also of how many it lists (B2)", () => {
    const [withThem, without] = [digestMessages(document, "edition", { files }), digestMessages(document, "edition")];
    const unpictured = (messages: typeof withThem) =>
      messages.map(({ blocks }) => blocks.filter(({ type }) => type !== "image"));
    expect(without.map(pictures)).toEqual(without.map(() => 0));
    expect(unpictured(withThem)).toEqual(unpictured(without));
    expect(JSON.stringify(without)).toContain("All programs (below: the 9 with the fewest answers): 60 of 60 (100%).");
  });

  it("one that was divided when a map stood on the first screen keeps it (F15)", () => {
    const few = theDocument(THREE);
    expect([...every(few).keys()]).not.toContain("heat-map");
    const place = { place: "picture" as const, name: "heat-map", altText: "Of then" };
    const shown = picturesIn(few, { version: 1, parts: [{ text: "", pieces: [place] }] }, 0);
    expect(shown.map(({ name }) => name)).toEqual(["heat-map"]);
    expect(wordsOf(shown[0]?.svg() ?? "")).toEqual(expect.arrayContaining(["Loyalty", "Service", "Welcome"]));
  });

  it("a preview has none", () => {
    for (const message of digestMessages(document, null, { files })) expect(pictures(message)).toBe(0);
  });
});
