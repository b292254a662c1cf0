// Prints an access token of a demo person, from the running sign-in server: npm run token -- PERSON
import { readRuntime, tokenFor } from "#local/client.ts";
import { demoPeople } from "#local/demo-people.ts";

const person = process.argv[2];
if (!person) {
  console.error("Whose token? npm run token -- PERSON");
  for (const { id, description, claims } of demoPeople)
    console.error(`  ${id.padEnd(12)}${claims.role}: ${description}`);
  process.exit(2);
}
try {
  console.log(await tokenFor(person, readRuntime()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
