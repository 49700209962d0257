"""The model as an AWS Lambda function: one material in, the API Gateway shape out."""

import json

from property_model import PropertyError, simulate


def lambda_handler(event, context):
    """{"material_properties": {...}} in; status 200 and the simulated properties as JSON text out, 400 and the error when it cannot."""
    material_properties = event.get("material_properties") if isinstance(event, dict) else None
    if not isinstance(material_properties, dict):
        return _answer(400, _error("InvalidInput", "the event needs an object named material_properties"))
    try:
        return _answer(200, simulate(material_properties))
    except PropertyError as error:
        return _answer(400, _error(error.reason, str(error)))


def _error(reason, message):
    return {"error": {"reason": reason, "message": message}}


def _answer(status, body):
    return {"statusCode": status, "body": json.dumps(body)}
