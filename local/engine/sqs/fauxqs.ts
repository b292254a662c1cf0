import type { FastifyInstance } from "fastify";
