import { describe, expect, it } from "vitest";
import { isAsking } from "../../src/register/drafts/rules-asking.ts";

describe("words of asking", () => {
  it.each([
    "Please tell the stores before Friday.",
    "It needs somebody senior.",
    "A call from the harbour master would help.",
    "Help wanted with the old archives.",
    "Could somebody lend us a boat",
    "Which of the two quays is it?",
    "12 Nov, opening: five minutes from you.",
    "The ferry opens on time unless the crane stays away.",
    "Nothing is needed from you. Two engineers are needed in May.",
    "We are looking for two divers.",
    "Let us know by Friday.",
    "Waiting for the go-ahead of the port.",
    "Comments are appreciated.",
    "Un mot de votre part serait un vrai plus.",
    "Un mot du directeur serait bienvenu.",
    "Nous avons besoin de deux plongeurs.",
    "Merci de répondre avant vendredi.",
    "Ana: sign the annex by Friday.",
    "The budget has to be approved by Friday, or we stop.",
    "Approve the new crane by 12 November.",
    "We are blocked on the contract.",
    "[Waiting](https://port.example/9) on the review of the port.",
    "Il reste à obtenir l’accord du comité.",
    "Budget à débloquer avant vendredi.",
    "Release one diver to us until January.",
    "We count on legal to answer by Friday.",
    "Nous comptons sur le port pour le budget.",
    "If nobody decides, we stop on Friday.",
    "We have no budget for the second quay.",
    "No decision is needed, but two divers are missing.",
    "Il faudra trancher d’ici le 12 novembre.",
    "Sans réponse du port d’ici vendredi, nous décalons.",
    "Pouvez-vous prévenir le port",
    "Il nous faut une grue en mai.",
    "Il manque une signature.",
    "La règle est attendue du port.",
    "S’il vous plaît, avant vendredi.",
    "Le quai est à valider avant le 3 mai.",
    "Nous n’avons pas besoin d’aide, mais d’un coup de main.",
  ])("are found, of whomever it is asked (B1): %s", (text) => {
    expect(isAsking(text)).toBe(true);
  });
});
