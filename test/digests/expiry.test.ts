import { describe, expect, it } from "vitest";
import type { MilestoneFacts } from "../../src/digests/compile/facts.ts";
import { stillAhead } from "../../src/digests/compile/rules-expiry.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { aMilestone, amber, anAnswer, anAsk, aProgram, fed, green, theDocument } from "./facts.ts";

const NOV_4 = { saidOn: "2026-10-30", today: "2026-11-04" };

/** What whoever gave a date said once its day had come. */
function said(isReached: boolean): NonNullable<MilestoneFacts["outcome"]> {
  const answer = { checkInId: "P-outcome", revision: 1, author: "Lead of P", roundPeriod: "2026-10" };
  return { ...answer, isReached, answeredAt: "2026-10-22T10:00:00.000Z", isNew: true };
}

describe("a statement about a day", () => {
  it.each([
    ["2 Nov: pilot.", null],
    ["2 nov. : pilote à 5 %. 16 nov. : lancement.", "16 nov. : lancement."],
    ["2 nov. : pilote à 5 %. 16 nov. : lancement. Un mot de vous ?", "16 nov. : lancement. Un mot de vous ?"],
    ["16 Nov: launch. 2 Nov: pilot. Then more.", "16 Nov: launch. […] Then more."],
    ["Nov 2nd: pilot. Nov 16: launch.", "Nov 16: launch."],
    ["1er novembre : import. Décembre : bilan.", "Décembre : bilan."],
    ["The 2nd of November, 2026: pilot", null],
    ["2026-11-03: go/no-go", null],
    ["Launch on 2 November 2027", "Launch on 2 November 2027"],
    ["October: templates. Then the launch.", "Then the launch."],
    ["Plan:\n- 2 Nov: pilot\n- 16 Nov: launch", "Plan:\n[…]\n16 Nov: launch"],
    ["Pilot:\n- 2 Nov: first store\n\nLaunch:\n- 16 Nov: all stores", "Launch:\n16 Nov: all stores"],
    [
      "Train the stores, and march on in 3 of them; it may take a while.",
      "Train the stores, and march on in 3 of them; it may take a while.",
    ],
    [
      "Live in 12 stores since 2 October; the next 40 follow.",
      "Live in 12 stores since 2 October; the next 40 follow.",
    ],
    ["4 Nov: decision", "4 Nov: decision"],
    ["Tomorrow the pilot; the launch by Wednesday.", "Tomorrow the pilot; the launch by Wednesday."],
    ["Pilote demain, lancement ensuite.", null],
    ["The day after tomorrow we open.", "The day after tomorrow we open."],
    ["Après-demain, ouverture.", "Après-demain, ouverture."],
    ["The letters go out next week, the calls next month.", "The letters go out next week, the calls next month."],
    ["Letters next week.", "Letters next week."],
    ["Courriers la semaine prochaine.", "Courriers la semaine prochaine."],
    ["Contract signed by Friday.", "Contract signed by Friday."],
    ["Contract signed by Tuesday.", null],
    ["Contrat signé d’ici mardi.", null],
    [
      "Contrat signé mardi prochain, paiement le mois prochain.",
      "Contrat signé mardi prochain, paiement le mois prochain.",
    ],
    ["Pilot on Tuesday.", null],
    ["Tuesday: pilot.", null],
    ["Pilote mardi.", null],
    ["Live since Tuesday, in all stores.", "Live since Tuesday, in all stores."],
    ["The pilot starts in two days.", null],
    ["Le pilote commence dans une semaine.", "Le pilote commence dans une semaine."],
    ["Pilot in 12 stores, in a week of its own.", "Pilot in 12 stores, in a week of its own."],
    ["31/10 : import. 15/11 : bilan.", "15/11 : bilan."],
    ["Tasks: 5/8, then 25/30 and 3/11.", "Tasks: 5/8, then 25/30 and 3/11."],
    ["Pilot: 2.11. Launch: 12.11.", "Launch: 12.11."],
    ["2.11. pilot, then the launch", null],
    ["Pilote le 2.11.2026", null],
    ["Ready by 10/31: all stores.", null],
    ["10/31: pilot. 11/15: launch.", "11/15: launch."],
    ["Second soak this weekend.", null],
    ["Rien cette semaine.", null],
    ["45 Nov, 0 Dec and 29 Feb 1926", "45 Nov, 0 Dec and 29 Feb 1926"],
  ])("expires with it (B6): %j", (text, told) => {
    expect(stillAhead(text, NOV_4)?.text ?? null).toBe(told);
  });
});

describe("a digest", () => {
  const textOf = (...of: Parameters<typeof theDocument>) => digestText(theDocument(...of)).replaceAll("\u00a0", " ");
  const french = { reader: { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" } };

  it("tells as what comes only what still lies ahead, and nothing where all has passed (B6)", () => {
    const [some, none] = ["2 Nov: pilot. 16 Nov: launch.", "2 Nov: pilot."];
    const text = textOf([aProgram("P", [green, fed("next", some)]), aProgram("Q", [green, fed("next", none)])]);
    expect(text).toContain("16 Nov: launch.");
    expect(text).not.toContain("2 Nov: pilot");
    const document = theDocument([aProgram("Q", [green, fed("next", none)])]);
    expect(document.sections.map(({ section }) => section)).not.toContain("next");
    expect(document.head.sources).toMatchObject([{ id: "Q-check-in" }]);
  });

  it("tells an ask whose day has passed as overdue, whoever has it to decide (B6)", () => {
    const asked = anAnswer("P", [amber, fed("ask", "One engineer for P?")]);
    const of = (more: Parameters<typeof anAsk>[1]) =>
      aProgram("P", [], {
        answers: [asked],
        asks: [anAsk("P", { checkInId: "P-check-in", neededBy: "2026-11-03", ...more })],
      });
    expect(textOf([of({})])).toContain("was due Tue 3 Nov, overdue");
    expect(textOf([of({ isReaders: false, decider: "Inès" })])).toContain("was due Tue 3 Nov, overdue");
    const wentUp = { at: "2026-11-03T09:00:00.000Z", to: "Inès", because: "term", isFromReader: true } as const;
    const up = { isReaders: false, decider: "Inès", wentUp };
    expect(textOf([of(up)])).toContain("ASK-1 One engineer for P? · was due Tue 3 Nov, overdue");
    expect(textOf([of(up)], french)).toContain("réponse attendue pour le mar. 3 nov. : en retard");
    expect(textOf([of({ ...up, neededBy: "2026-11-10" })])).not.toContain("overdue");
  });

  it("names whoever decides, but not with what is overdue, which is for themselves to read (V8)", () => {
    const asked = anAnswer("P", [amber, fed("ask", "One engineer for P?")]);
    const of = (more: Parameters<typeof anAsk>[1]) =>
      textOf([
        aProgram("P", [], {
          answers: [asked],
          asks: [anAsk("P", { checkInId: "P-check-in", isReaders: false, decider: "Inès", ...more })],
        }),
      ]);
    expect(of({ neededBy: "2026-11-10" })).toContain("Inès decides");
    const overdue = of({ neededBy: "2026-11-03" });
    expect(overdue).toContain("was due Tue 3 Nov, overdue");
    expect(overdue).toContain("someone else decides");
    expect(overdue).toContain("1 request overdue");
    expect(overdue).not.toContain("Inès");
  });

  it("compares a target date that has passed with what came of it, and claims nothing that no date says (B6)", () => {
    const kept = (key: string, ...dates: string[]) => {
      const milestone = aMilestone(key, ...dates);
      return aProgram(key, [green], { milestones: [{ ...milestone, before: milestone.current, change: null }] });
    };
    const moved = (key: string, ...dates: string[]) =>
      aProgram(key, [green], { milestones: [aMilestone(key, ...dates)] });
    const programs = [
      kept("Once", "2026-10-20"),
      kept("Again", "2026-10-06", "2026-10-20"),
      aProgram("Anew", [green], {
        milestones: [{ ...aMilestone("Anew", "2026-10-20"), before: "2026-10-20", change: null, passed: "2026-10-06" }],
      }),
      aProgram("Moved", [green], {
        milestones: [
          {
            ...aMilestone("Moved", "2026-10-13", "2026-10-20"),
            before: "2026-10-20",
            change: null,
            passed: "2026-10-06",
          },
        ],
      }),
      kept("Ahead", "2026-11-20"),
      kept("Before", "2026-09-20"),
      moved("Late", "2026-10-06", "2026-11-03"),
      moved("Later", "2026-10-06", "2026-11-17"),
      aProgram("Gone", [green], {
        milestones: [{ ...aMilestone("Gone", "2026-10-20"), passed: "2026-10-06", change: { kind: "another" } }],
      }),
    ];
    const english = textOf(programs);
    expect(english).toContain("Once · Target date · Tue 20 Oct: passed, no other date given\n");
    expect(english).toContain("Again · Target date · Tue 6 Oct → Tue 20 Oct (1 move): passed, no other date given");
    expect(english).toContain("Late · Target date · Tue 6 Oct → Tue 3 Nov (1 move), now past\n");
    expect(english).toContain("Later · Target date · Tue 6 Oct → Tue 17 Nov (1 move)\n");
    expect(english).toContain("Gone · Target date · Tue 6 Oct, then Tue 20 Oct: past\n");
    expect(english).toContain("Anew · Target date · Tue 6 Oct, then Tue 20 Oct: past\n");
    expect(english).toContain("Moved · Target date · Tue 6 Oct, then Tue 13 Oct → Tue 20 Oct (1 move): past\n");
    expect(english).not.toMatch(/(Ahead|Before) · Target date/);
    const inFrench = textOf(programs, french);
    expect(inFrench).toContain("Once · Date cible · mar. 20 oct. : passée, sans autre date donnée\n");
    expect(inFrench).toContain("Anew · Date cible · mar. 6 oct., puis mar. 20 oct. : passée\n");
    expect(inFrench).toContain("Late · Date cible · mar. 6 oct. → mar. 3 nov. (1 report), désormais passée");
    expect(inFrench).toContain("Gone · Date cible · mar. 6 oct., puis mar. 20 oct. : passée");
    expect(textOf(programs, { rhythm: "weekly" })).not.toContain("passed, no other");
  });

  it("says of a date that has passed whether it was reached, once somebody has said so (B6)", () => {
    const past = { ...aMilestone("P", "2026-10-20"), before: "2026-10-20", change: null };
    const old = { ...aMilestone("P", "2026-09-20"), before: "2026-09-20", change: null };
    const another = { ...aMilestone("P", "2026-11-20"), passed: "2026-10-06", change: { kind: "another" as const } };
    const cases: [MilestoneFacts, string, string][] = [
      [{ ...past, outcome: said(true) }, "Tue 20 Oct: reached", "mar. 20 oct. : atteinte"],
      [
        { ...past, outcome: said(false) },
        "Tue 20 Oct: not reached, no other date given",
        "mar. 20 oct. : non atteinte, sans autre date donnée",
      ],
      [
        { ...past, passed: "2026-10-06", outcome: said(true) },
        "Tue 6 Oct, then Tue 20 Oct: reached",
        "mar. 6 oct., puis mar. 20 oct. : atteinte",
      ],
      [
        { ...another, passedOutcome: said(true) },
        "now Fri 20 Nov (Tue 6 Oct was reached)",
        "désormais le ven. 20 nov. (l’échéance du mar. 6 oct. a été atteinte)",
      ],
      // Said only now, of a date of the month before.
      [{ ...old, outcome: said(true) }, "Sun 20 Sept: reached", "dim. 20 sept. : atteinte"],
    ];
    for (const [milestone, english, inFrench] of cases) {
      const program = aProgram("P", [green], { milestones: [milestone] });
      expect(textOf([program])).toContain(`P · Target date · ${english}\n`);
      expect(textOf([program], french)).toContain(`P · Date cible · ${inFrench}\n`);
    }
    // What the digest before told is not told again, of a date of this period neither.
    for (const milestone of [old, past]) {
      const toldBefore = { ...milestone, outcome: { ...said(true), isNew: false } };
      expect(textOf([aProgram("P", [green], { milestones: [toldBefore] })])).not.toContain("Target date");
    }
  });

  it("says of a colour in a year with its months only what it is (B6)", () => {
    const months = [{ month: "2026-10", at: "2026-11-04T09:00:00.000Z" }];
    expect(textOf([aProgram("P", [amber])], { rhythm: "annual", months })).toContain("🟠 P · at risk\n");
    expect(textOf([aProgram("P", [amber])])).toContain("🟠 P · at risk (first status)");
  });
});
