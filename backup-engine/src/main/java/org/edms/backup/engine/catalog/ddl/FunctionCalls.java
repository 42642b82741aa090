package org.edms.backup.engine.catalog.ddl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.sql.SqlToken;

/**
 * Finds the function calls in an expression, except calls of PostgreSQL functions that only compute. An expression without such
 * calls is data; one with them is code.
 *
 * <p>Every name before a parenthesis counts as a call unless it is known to be none. The result may contain false positives, but
 * no call is missed.
 */
final class FunctionCalls {

    /** Keywords that can precede a parenthesis, and types with a length or precision. */
    private static final Set<String> NO_CALLS = words("""
            all and any array as between by case check default distinct else end enum exclude from
            generated ilike in include includes is key like not on options or range list hash row set
            similar some then to unique update delete null using values when where with identity modulus
            period bit bpchar char character dec decimal float interval numeric second time timestamp
            timestamptz timetz varbit varchar varying
            """);

    /** Functions that only compute from their arguments, the clock, random numbers or a sequence. */
    private static final Set<String> HARMLESS = words("""
            abs age array_append array_cat array_dims array_fill array_length array_lower array_ndims
            array_position array_positions array_prepend array_remove array_replace array_to_string
            array_upper ascii bit_count bit_length bool bound_box box broadcast btrim cardinality cast cbrt
            ceil ceiling char_length character_length chr circle clock_timestamp coalesce concat concat_ws
            convert_from convert_to current_date current_time current_timestamp date date_bin date_part
            date_trunc daterange datemultirange decode degrees div encode exp extract factorial family
            float4 float8 floor format gcd gen_random_uuid get_bit get_byte greatest height host hostmask
            inet_merge inet_same_family initcap int2 int4 int4multirange int4range int8 int8multirange
            int8range isempty isfinite json_array_length json_build_array json_build_object
            json_extract_path json_extract_path_text json_strip_nulls json_typeof jsonb_array_length
            jsonb_build_array jsonb_build_object jsonb_extract_path jsonb_extract_path_text
            jsonb_path_exists jsonb_path_match jsonb_strip_nulls jsonb_typeof justify_days justify_hours
            justify_interval lcm least left length ln localtime localtimestamp log log10 lower lower_inc
            lower_inf lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz masklen
            md5 min_scale mod netmask network nextval normalize now nullif num_nonnulls num_nulls numnode
            numrange nummultirange octet_length overlay pi point position power quote_ident quote_literal
            quote_nullable radians random range_merge regexp_count regexp_instr regexp_like regexp_match
            regexp_matches regexp_replace regexp_substr repeat replace reverse right round row_to_json rpad
            rtrim scale set_bit set_byte set_masklen setweight sha224 sha256 sha384 sha512 sign split_part
            sqrt starts_with statement_timestamp string_to_array strip strpos substr substring text
            timezone to_char to_date to_hex to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector
            transaction_timestamp translate trim trim_array trim_scale trunc tsmultirange tsrange
            tstzmultirange tstzrange unicode_assigned upper upper_inc upper_inf uuid_extract_timestamp
            uuid_extract_version uuidv4 uuidv7 width width_bucket
            """);

    private final List<SqlToken> tokens;
    private final Set<String> calls = new LinkedHashSet<>();

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }

    private FunctionCalls(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /** Returns the names of functions in call order. */
    static Set<String> unknownIn(List<SqlToken> tokens) {
        FunctionCalls calls = new FunctionCalls(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            calls.look(i);
        }
        return calls.calls;
    }

    private void look(int i) {
        SqlToken token = tokens.get(i);
        if (!token.isName()) {
            return;
        }
        boolean afterDot = i > 0 && tokens.get(i - 1).isPunctuation(".");
        boolean ofSchema = afterDot && i > 1 && tokens.get(i - 2).isName();
        boolean beforeParenthesis = i + 1 < tokens.size() && tokens.get(i + 1).isPunctuation("(");
        if (afterDot && !ofSchema) {
            // (value).name is a field, or a call of name(value).
            addUnlessHarmless(token);
        } else if (beforeParenthesis && ofSchema) {
            qualified(i);
        } else if (beforeParenthesis && !(token.kind() == SqlToken.Kind.WORD && isNoCall(i))) {
            addUnlessHarmless(token);
        }
    }

    private boolean isNoCall(int i) {
        boolean ofAccessMethod = i > 0 && tokens.get(i - 1).isWord("using");
        return ofAccessMethod
                || isOwnOperator(i)
                || NO_CALLS.contains(tokens.get(i).text());
    }

    private boolean isOwnOperator(int i) {
        return tokens.get(i).isWord("operator")
                && i + 2 < tokens.size()
                && tokens.get(i + 2).isWord("pg_catalog");
    }

    /** The columns that a foreign key references are not arguments. */
    private void qualified(int i) {
        SqlToken schema = tokens.get(i - 2);
        boolean referred = i > 2 && tokens.get(i - 3).isWord("references");
        if (referred) {
            return;
        }
        if (schema.text().equals("pg_catalog")) {
            addUnlessHarmless(tokens.get(i));
        } else {
            calls.add(schema.text() + "." + tokens.get(i).text());
        }
    }

    private void addUnlessHarmless(SqlToken function) {
        if (!HARMLESS.contains(function.text())) {
            calls.add(function.text());
        }
    }
}
