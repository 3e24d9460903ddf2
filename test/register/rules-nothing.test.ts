import { describe, expect, it } from "vitest";
import { isLeftEmpty, saysNoNews, saysNothing } from "../../src/register/rules-nothing.ts";

describe("an answer that is left empty in other words", () => {
  it.each(["…", "-", "—", "...", "?", "n/a", "N/A.", "None", "**Nothing**", "No updates", "Not applicable"])(
    "%o (B12)",
    (text) => {
      expect(isLeftEmpty(text)).toBe(true);
      expect(saysNothing(text, "blocker")).toBe(true);
    },
  );
  it.each(["RAS", "R.A.S.", "Rien", "rien à signaler !", "Néant", "neant", "Sans objet", "S/O", "Aucun"])(
    "%o (B12)",
    (text) => {
      expect(isLeftEmpty(text)).toBe(true);
    },
  );
  it.each([
    "No",
    "Non",
    "✅",
    "0",
    "100 %",
    "Nothing works",
    "N/A in Lyon",
    "Rien, sauf Lyon",
    "No update from Lyon",
    "So",
  ])("is not %o (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(false);
  });
});

describe("an answer that says that there is nothing", () => {
  it.each(["None", "none.", "No", "N/A", "-", "rien à signaler", "Aucun", "RAS", "Nothing yet"])("%o", (text) => {
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each([
    "None that I know of, which is new.",
    "No new risks this week",
    "No known blockers at the moment.",
    "Nothing that we are aware of",
    "Pas de risque à ma connaissance",
    "Aucun risque identifié à ce jour, ce qui est nouveau.",
    "Rien pour l’instant",
  ])("%o, in a short sentence (B8)", (text) => {
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each([
    "None that I know of, but the vendor is late",
    "No risk of rain, the roof is open",
    "No new risks this week. The old one grows.",
    "Pas de risque de retard si la licence arrive",
    "Nothing works this week",
  ])("is not %o (B8)", (text) => {
    expect(saysNothing(text, "blocker")).toBe(false);
  });
  it.each(["No engineer is free", "None of the tests pass", "Rien ne marche", "Nonetheless"])("is not %o", (text) => {
    expect(saysNothing(text, "blocker")).toBe(false);
  });
});

const FEEDS = ["ask", "risk", "blocker", "decision", "dependency"] as const;

describe("an answer without content, as it is shown", () => {
  it.each([
    ...["`N/A`", "> RAS", "1. RAS", "~~RAS~~", "RAS 👍", "Nothing to report 🙂", "N/A :thumbsup:", "N/A\n\nN/A"],
    ...[
      "# Progress\n\nRAS",
      "**Progress:** n/a",
      "- RAS\n- RAS",
      "&nbsp;",
      "<br>",
      "<!-- -->",
      "<!-- note -->",
      "\u200b",
    ],
    ...[
      "=",
      "~",
      "⋯",
      "- [ ]",
      "| | |\n|-|-|\n| | |",
      "~~All done~~",
      "~All done~",
      "TBD",
      "Avancement : RAS",
      "'N/A'",
      "« RAS »",
    ],
    ...["N/A for now", "RAS ce mois-ci", "Nothing to report this month.", "&nbsp;".repeat(60)],
  ])("has none: %j (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(true);
    for (const feed of [...FEEDS, "progress"] as const) expect(saysNothing(text, feed)).toBe(true);
  });

  it.each([
    ...[
      "✅",
      "👍",
      "0",
      "12.",
      "1. 2",
      "100 %",
      "↑",
      "![](a.png)",
      "All good",
      "No changes",
      "No asks this month",
      "None of it works",
    ],
    ...[
      "Open incidents: none",
      "Risks: none",
      "RAS sur la migration",
      "Rien à signaler, sauf Lyon",
      "N/A in Lyon",
      "So",
    ],
    ...["RAS\n\nLyon is late.", "`RAS` is the name of the product", "Nothing this week, the mill stood still"],
  ])("has some: %j (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(false);
    expect(saysNothing(text, "progress")).toBe(false);
  });
});

describe("an answer that says that there is none of what was asked for", () => {
  const ENGLISH = [
    ...[
      "No asks this month.",
      "No ask",
      "No requests",
      "No decision needed",
      "No decision needed this month.",
      "Nothing needed",
    ],
    ...[
      "Nothing needed from you",
      "Nothing needed (from you).",
      "None needed",
      "None at this stage",
      "None as of now",
      "Not this month",
    ],
    ...[
      "No thanks",
      "No, thank you",
      "None. All good.",
      "None – all on track",
      "N/A - all good",
      "N/A for now",
      "- None this month",
    ],
    ...[
      "None (yet)",
      "None, nothing to ask",
      "Nope, all good",
      "None 🙂",
      "**None.**",
      "*None this month*",
      "Asks: none",
      "All good",
    ],
    ...[
      "No help needed",
      "No action required from your side.",
      "I have no asks",
      "There are no open requests",
      "Not yet",
      "No need",
    ],
    ...[
      "Nothing from my side this week",
      "Nothing to decide",
      "No asks for you this month, thanks!",
      "None, as planned",
    ],
  ];
  const FRENCH = [
    ...[
      "Aucune demande ce mois-ci.",
      "Aucune demande particulière",
      "RAS ce mois-ci",
      "RAS - tout va bien",
      "RAS pour le moment",
    ],
    ...[
      "Pas de demande",
      "Pas de demande ce mois-ci.",
      "Pas de besoin",
      "Pas de besoin pour l’instant",
      "Pas de décision attendue",
    ],
    ...[
      "Aucune décision attendue",
      "Aucune décision n’est attendue à ce stade",
      "Rien à demander",
      "Rien de particulier",
      "Rien de plus",
    ],
    ...[
      "Rien pour le moment",
      "Rien à vous demander ce mois-ci",
      "Pas ce mois-ci",
      "Pas besoin d’aide",
      "Aucun besoin",
      "Non merci",
    ],
    ...[
      "Non, rien à signaler",
      "Néant, tout va bien",
      "Aucun arbitrage attendu",
      "Nous n’avons pas de demande",
      "Sans objet pour l’instant",
    ],
  ];
  it.each([...ENGLISH, ...FRENCH])("is no ask: %j (B1)", (text) => {
    expect(saysNothing(text, "ask")).toBe(true);
  });

  it.each([
    ...[
      "No blockers 🙂",
      "N/A - all good",
      "No changes",
      "No risks or issues",
      "No risks, no blockers",
      "None. All on track.",
    ],
    ...[
      "Nothing is blocking us",
      "Not blocked",
      "Blockers: none",
      "No dependencies",
      "No major risks this month",
      "No news",
    ],
    ...[
      "Aucun point bloquant",
      "Rien de bloquant",
      "Pas de blocage ce mois-ci",
      "Pas de changement",
      "RAS, tout va bien",
      "Risques : aucun",
    ],
    ...["Aucun risque identifié", "Il n’y a pas de blocage", "Pas d’alerte", "Rien ne nous bloque"],
  ])("is no blocker and no risk: %j (A1)", (text) => {
    for (const feed of ["blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(true);
  });

  it.each([
    "No decision needed if Leeds confirms by Friday – else we need 20k",
    "None of the suppliers answered",
    "Nothing needed from you, but from Finance: a budget line",
    "No changes to scope were approved",
    "Not this month: in March we need two engineers",
    "No decision from you yet",
    "Nothing from you yet",
    "No. Decision needed.",
    "No – decision needed by Friday",
    "No budget",
    "No support",
    "No engineer is free",
    "No licence this month",
    "No answer",
    "No approval",
    "Nothing on track",
    "None on plan",
    "None as planned",
    "Nothing OK",
    "No news from you",
    "No updates from you so far",
    "No approval expected",
    "No support expected this month",
    "No owner, no date",
    "Nothing works",
    "Nothing can start before the permit",
    "Nothing new can be hired",
    "No request was answered by Finance",
    "None needed if the port opens",
    "None this month. In March we need a crane.",
    "No thanks to the vendor we are late",
    "All good, but we need a crane",
    "All good things need money: release 20k?",
    "Not needed: the second crane. Please cancel it.",
    "No issues with the vendor, please sign the contract",
    "Not yet signed",
    "Need help",
    "Asks: two engineers",
    "Confirm that there are no risks",
    "Is no decision needed?  Who says so?",
    "N/A for Lyon, in Paris one engineer",
    "Needed: nothing less than 20k",
  ])("is one: %j (B1)", (text) => {
    for (const feed of FEEDS) expect(saysNothing(text, feed)).toBe(false);
  });

  it.each([
    "Pas de besoin pour l’instant mais une décision en mars",
    "Pas encore de décision",
    "Aucune décision n’est prise",
    "Aucun fournisseur n’a répondu",
    "Aucune réponse",
    "Aucun budget",
    "Aucun budget ce mois-ci",
    "Pas de budget",
    "Pas de licence pour l’instant",
    "Pas assez de testeurs",
    "Pas de demande sans budget : débloquer 20 k€ ?",
    "Pas ce mois-ci : en mars, deux ingénieurs",
    "Rien ne marche",
    "Rien n’est signé",
    "Rien à demander, sauf une grue",
    "Rien de nouveau ne peut commencer sans le permis",
    "Rien de prêt à Lyon",
    "RAS sur la migration, mais la grue est en panne",
    "RAS. Qui paie la grue ?",
    "Non, il nous faut une grue",
    "Non : décision attendue",
    "Besoin d’aide",
    "Sans objet à Lyon ; à Paris, un ingénieur",
    "Tout va bien sauf la grue",
    "Tout va bien, mais il faut signer avant vendredi",
    "Aucun risque de pluie, le toit est ouvert",
    "Pas de blocage si la licence arrive",
    "Demande : deux ingénieurs",
    "Aucune aide de la DSI",
    "Rien comme prévu",
    "Pas de nouvelles de votre part",
    "Rien de votre part à ce jour",
    "Aucune validation attendue",
    "Aucun n’est prêt",
  ])("en est une : %j (B1)", (text) => {
    for (const feed of FEEDS) expect(saysNothing(text, feed)).toBe(false);
  });

  it("goes by what was asked: without a decision a blocker stands (B1)", () => {
    for (const text of [
      "No decision",
      "No decisions this month",
      "Aucune décision",
      "No needs",
      "No decision expected",
    ]) {
      expect(saysNothing(text, "ask")).toBe(true);
      expect(saysNothing(text, "blocker")).toBe(false);
    }
    for (const text of ["No decision yet", "No decisions so far", "Pas de décision à ce jour"]) {
      expect(saysNothing(text, "decision")).toBe(true);
      for (const feed of ["ask", "blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(false);
    }
  });
});

describe("an answer without news", () => {
  it.each([
    "Nothing new.",
    "No update",
    "No updates this week",
    "No changes",
    "Rien de neuf.",
    "Pas de changement",
    "TBD",
  ])("says that what stands stands: %j (B3)", (text) => {
    expect(saysNoNews(text)).toBe(true);
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each(["None.", "No blockers", "Aucun", "RAS", "N/A", "…", "", "Nothing", "No changes to scope were approved"])(
    "is not %j (B3)",
    (text) => {
      expect(saysNoNews(text)).toBe(false);
    },
  );
});
