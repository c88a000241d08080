#!/bin/bash
# Run once, by the image's entrypoint, when the database is new. The target's user with the least that Sluice needs.
#
# In Oracle a schema is a user. The MySQL database `shop` lands in the schema SHOP (docs/oracle.md), so the user who owns that
# schema is the target's user: it creates and writes its own tables and needs no privilege on anybody else's.
sqlplus -s / as sysdba <<SQL
WHENEVER SQLERROR EXIT SQL.SQLCODE
ALTER SESSION SET CONTAINER = FREEPDB1;
CREATE USER SHOP IDENTIFIED BY "${TARGET_PASSWORD}" DEFAULT TABLESPACE USERS QUOTA UNLIMITED ON USERS;
GRANT CREATE SESSION, CREATE TABLE, CREATE SEQUENCE, CREATE TRIGGER TO SHOP;
SQL
