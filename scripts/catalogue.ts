// Brings service items into the catalogue and out of it: npm run catalogue -- import|check|export|generate
import { runCatalogue } from "./catalogue/commands.ts";
import { terminalOf } from "./terminal.ts";

process.exitCode = await runCatalogue(process.argv.slice(2), terminalOf(process));
