CALL heat();
