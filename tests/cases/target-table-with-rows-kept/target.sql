CREATE SCHEMA "{schema}";
CREATE TABLE "{schema}"."T" ("ID" NUMBER(10) PRIMARY KEY, "V" VARCHAR2(20 CHAR));
INSERT INTO "{schema}"."T" VALUES (2, 'loaded'), (3, 'loaded'), (99, 'loaded');
CREATE TABLE "{schema}"."U" ("ID" NUMBER(10) PRIMARY KEY, "V" VARCHAR2(20 CHAR));
INSERT INTO "{schema}"."U" VALUES (9, 'loaded');
