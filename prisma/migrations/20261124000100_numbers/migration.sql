-- Where the next member number comes from.

-- The first counter from the series' next one on that nobody has or had, the test range left out as a whole, and its number. Looks only.
CREATE FUNCTION next_member_number(society int, series int, OUT counter int, OUT next_number text) LANGUAGE plpgsql STABLE AS $$
DECLARE s "number_series"%ROWTYPE;
BEGIN
  SELECT * INTO STRICT s FROM "number_series" n WHERE n."society_id" = society AND n."id" = series;
  counter := s."next";
  LOOP
    IF counter BETWEEN s."test_from" AND s."test_to" THEN counter := s."test_to" + 1; END IF;
    next_number := s."prefix" || lpad(counter::text, greatest(s."width", length(counter::text)), '0');
    EXIT WHEN NOT EXISTS (SELECT 1 FROM "member_number" m WHERE m."society_id" = society AND m."folded" = lower(next_number));
    counter := counter + 1;
  END LOOP;
END $$;

-- Takes it. Whoever asks next waits for this transaction to end, in the order of asking (a row lock alone lets late ones pass), and then sees whether it
-- kept its number: a refused registration leaves no gap. Volatile, so that each statement has a snapshot of its own.
CREATE FUNCTION take_member_number(society int, member_kind text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE series int; taken record;
BEGIN
  SELECT k."series_id" INTO STRICT series FROM "member_kind" k WHERE k."society_id" = society AND k."kind" = member_kind;
  PERFORM pg_advisory_xact_lock(hashtextextended('number series ' || society || '.' || series, 0));
  PERFORM 1 FROM "number_series" n WHERE n."society_id" = society AND n."id" = series FOR UPDATE;
  SELECT * INTO taken FROM next_member_number(society, series);
  UPDATE "number_series" n SET "next" = taken.counter + 1 WHERE n."society_id" = society AND n."id" = series;
  RETURN taken.next_number;
END $$;
